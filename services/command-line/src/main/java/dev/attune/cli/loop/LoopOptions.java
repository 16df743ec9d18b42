package dev.attune.cli.loop;

import java.net.URI;

import picocli.CommandLine.Mixin;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.Context;
import dev.attune.platform.status.Ports;

/** As whom the registry is asked, and where it is: the running platform's. */
public final class LoopOptions {

    @Mixin
    private AccountOptions account = new AccountOptions();

    /** A client of registry-service, signed in. */
    public ServiceClient registry(Context context) throws InterruptedException {
        return feedback(context).toward(at(context.requireRunning().registry()));
    }

    /** A client of feedback-service, signed in. */
    public ServiceClient feedback(Context context) throws InterruptedException {
        Ports ports = context.requireRunning();
        return account.signIn(at(ports.feedback()), context);
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
