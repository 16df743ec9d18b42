package dev.attune.cli.upkeep;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.letter.DeadLetter;
import dev.attune.cli.letter.DeadLetterBox;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/** What consumers put aside. */
@Command(
        name = "dead-letters",
        description = "Events that a consumer could not use: list them, show one, put them back on their topic.",
        subcommands = {
            DeadLettersCommand.ListLetters.class,
            DeadLettersCommand.Show.class,
            DeadLettersCommand.Replay.class
        },
        synopsisSubcommandLabel = "(list | show | replay)",
        footer = {"", "Example: ./attune dead-letters list"})
public final class DeadLettersCommand {

    private static final int SHOWN_CHARACTERS = 120;

    @SuppressWarnings("UnusedVariable") // picocli asks for the field, nobody reads it
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    private boolean help;

    private static DeadLetterBox box(CommonOptions common) {
        return new DeadLetterBox(common.context().requireBus());
    }

    /** Lists them. */
    @Command(
            name = "list",
            description = "The dead letters of all topics, the oldest first, without those that were put back.",
            footer = {"", "Example: ./attune dead-letters list --json"})
    static final class ListLetters implements Callable<Integer> {

        @Option(names = "--all", description = "Also those that were put back.")
        private boolean all;

        @Mixin
        private CommonOptions common = new CommonOptions();

        @Override
        public Integer call() {
            List<DeadLetter> letters = box(common).all().stream()
                    .filter(letter -> all || !letter.replayed())
                    .toList();
            common.give(letters, out -> letters.forEach(letter -> print(letter, out)));
            return 0;
        }

        private static void print(DeadLetter letter, PrintWriter out) {
            String reason = letter.reason();
            out.println(letter.id() + "  " + letter.at() + "  " + letter.consumer() + "  " + letter.code() + ": "
                    + (reason.length() <= SHOWN_CHARACTERS ? reason : reason.substring(0, SHOWN_CHARACTERS) + "...")
                    + (letter.replayed() ? "  (put back)" : ""));
        }
    }

    /** Shows one. */
    @Command(
            name = "show",
            description = "One dead letter with all its headers and its content.",
            footer = {"", "Example: ./attune dead-letters show attune.prompts@12"})
    static final class Show implements Callable<Integer> {

        @Parameters(paramLabel = "ID", description = "As list names it.")
        private String id = "";

        @Mixin
        private CommonOptions common = new CommonOptions();

        @Override
        public Integer call() {
            DeadLetter letter = box(common).byId(id);
            common.give(letter, out -> out.println(Json.pretty(letter)));
            return 0;
        }
    }

    /** Puts back. */
    @Command(
            name = "replay",
            description = "Put records back on their topic as they came, each once; for when what kept a consumer from"
                    + " using them is mended.",
            footer = {"", "Example: ./attune dead-letters replay attune.prompts@12"})
    static final class Replay implements Callable<Integer> {

        @Parameters(paramLabel = "ID", arity = "0..*", description = "As list names them.")
        private List<String> ids = new ArrayList<>();

        @Option(names = "--all", description = "All that were not put back yet.")
        private boolean all;

        @Mixin
        private CommonOptions common = new CommonOptions();

        @Override
        public Integer call() {
            if (all != ids.isEmpty()) {
                throw ErrorCategory.CALLER.error(
                        "letters-not-named", "Name the dead letters to put back by their ids, or say --all.");
            }
            DeadLetterBox box = box(common);
            List<String> wanted = all
                    ? box.all().stream()
                            .filter(letter -> !letter.replayed())
                            .map(DeadLetter::id)
                            .toList()
                    : ids;
            List<DeadLetterBox.Replay> replays = box.replay(wanted);
            common.give(replays, out -> {
                replays.forEach(replay -> out.println(replay.id() + " " + replay.said()));
                out.println(
                        replays.stream().filter(DeadLetterBox.Replay::replayed).count() + " put back");
            });
            return 0;
        }
    }
}
