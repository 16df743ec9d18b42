package dev.attune.cli.channel;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;

/** Which channel, and as whom. */
final class ChannelOptions {

    @Parameters(paramLabel = "CHANNEL", description = "Such as production.")
    private String channel = "";

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    String channel() {
        return channel;
    }

    CommonOptions common() {
        return common;
    }

    ChannelCalls calls() throws InterruptedException {
        return ChannelCalls.of(channel, account, common);
    }
}
