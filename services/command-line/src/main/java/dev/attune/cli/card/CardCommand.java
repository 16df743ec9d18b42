package dev.attune.cli.card;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.AccountOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;

/** Prints a checkpoint's card, and takes what a person states for it. */
@Command(
        name = "card",
        description = {
            "The card of a checkpoint: data, raters, lineage, settings, evaluations, promotions, limits, licences.",
            "What only people know they state with --state, such as INTENDED_USES, LICENCE or LANGUAGES; an empty text takes it"
                    + " back. What nobody stated is said to be not stated."
        },
        footer = {
            "",
            "Example: ./attune card ppo-1f2e3d --user admin --password-file ~/attune-password",
            "Example: ./attune card ppo-1f2e3d --state LICENCE=apache-2.0 --markdown card.md --user admin --password-file"
                    + " ~/attune-password"
        })
public final class CardCommand implements Callable<Integer> {

    @Parameters(paramLabel = "CHECKPOINT", description = "Its id, or its name.")
    private String checkpoint = "";

    @Option(names = "--state", paramLabel = "FIELD=TEXT", description = "State this first; repeatable.")
    private Map<String, String> statements = Map.of();

    @Option(names = "--markdown", paramLabel = "FILE", description = "Write the card here, not to standard output.")
    private @Nullable Path markdown;

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        CardSource source = CardSource.of(checkpoint, account, common.context());
        if (!statements.isEmpty()) {
            source.state(statements);
        }
        String text = source.markdown();
        if (markdown != null) {
            write(markdown, text);
        }
        common.give(source.json(), out -> {
            if (markdown == null) {
                out.print(text);
            } else {
                out.println("The card of " + source.checkpoint().checkpointId() + " is in " + markdown + ".");
            }
        });
        return 0;
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "card-not-written", "The card cannot be written to " + file + ": " + e.getMessage() + ".", e);
        }
    }
}
