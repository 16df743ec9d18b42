package dev.attune.cli.prompt;

import java.net.URI;

import picocli.CommandLine.Mixin;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.Context;
import dev.attune.platform.status.Ports;

/** As whom the library is asked, and where it is: the running platform's. */
final class LibraryOptions {

    @Mixin
    private AccountOptions account = new AccountOptions();

    Library library(Context context) throws InterruptedException {
        Ports ports = context.requireRunning();
        return new Library(account.signIn(at(ports.feedback()), context).toward(at(ports.registry())));
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
