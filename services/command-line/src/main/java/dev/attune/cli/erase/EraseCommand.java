package dev.attune.cli.erase;

import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;

/** Erases a person. */
@Command(
        name = "erase",
        description = {
            "Erase a person: ratings are taken out, words, name and keys go, what runs have kept of it is erased, and the report"
                    + " names what learnt from it.",
            "It cannot be taken back. Interrupted, it is followed up with ./attune admin erasure ID."
        },
        footer = {
            "",
            "Example: ./attune admin erase rea --reason \"asked by letter\" --user admin --password-file ~/attune-password"
        })
public final class EraseCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "The account's name.")
    private String name = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; it is kept with the erasure.")
    private String reason = "";

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        ErasureFollower follower = ErasureFollower.of(account, common.context());
        ErasureFollower.Result result = follower.follow(follower.begin(name, reason), common.err());
        common.give(result, out -> ErasureText.print(result, out));
        return 0;
    }
}
