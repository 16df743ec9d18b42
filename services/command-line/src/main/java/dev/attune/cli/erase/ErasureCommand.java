package dev.attune.cli.erase;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;

/** Follows an erasure up, and makes a checkpoint again without the person. */
@Command(
        name = "erasure",
        description =
                "What became of an erasure; with --train, make a checkpoint again without the person, after what it stands on.",
        footer = {
            "",
            "Example: ./attune admin erasure ID --train ppo-1f2e3d --user admin --password-file ~/attune-password"
        })
public final class ErasureCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "The erasure, as ./attune admin erase named it.")
    private String id = "";

    @Option(names = "--train", paramLabel = "CHECKPOINT", description = "Make this again, by its id or name.")
    private @Nullable String train;

    @Option(
            names = "--data",
            paramLabel = "SHA256",
            description = "A snapshot of today, for a checkpoint that learnt from a file.")
    private @Nullable String data;

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        ErasureFollower follower = ErasureFollower.of(account, common.context());
        ErasureFollower.Result found = follower.follow(id, common.err());
        ErasureFollower.Result result =
                train == null ? found : new ErasureFollower.Result(found.person(), follower.train(id, train, data));
        common.give(result, out -> ErasureText.print(result, out));
        return 0;
    }
}
