package dev.attune.cli.fresh;

import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.loop.LoopOptions;
import dev.attune.cli.terminal.CommonOptions;
import dev.attune.contracts.json.Json;

/** {@code fresh set}: changes it. What is not named stays as it is. */
@Command(
        name = "set",
        description = "Change when new pairs are asked for, and which logged questions become prompts."
                + " What is not named stays as it is.",
        footer = {
            "",
            "Example: ./attune fresh set quickstart --enabled true --most-prompts 100 --user admin --password-file ~/attune-password",
            "Example: ./attune fresh set quickstart --mix 0.6,0.2,0.2 --mining true --account shop --user admin"
                    + " --password-file ~/attune-password"
        })
final class SetFresh implements Callable<Integer> {

    @Parameters(paramLabel = "PROJECT", description = "Its id, or its name.")
    private String project = "";

    @Option(
            names = "--enabled",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether new pairs are asked for.")
    private @Nullable Boolean enabled;

    @Option(
            names = "--occasion",
            split = ",",
            paramLabel = "WHICH",
            description = "CANDIDATE, PROMOTED or both: when a run made a policy, when production serves another one.")
    private @Nullable List<String> occasions;

    @Option(names = "--most-prompts", paramLabel = "N", description = "At most so many on each occasion.")
    private @Nullable Integer mostPrompts;

    @Option(
            names = "--mix",
            split = ",",
            paramLabel = "SHARE",
            description = "Three shares that sum to 1: against production, the one before, itself.")
    private @Nullable List<Double> mix;

    @Option(
            names = "--mining",
            arity = "1",
            paramLabel = "true|false",
            description = "Whether logged questions become prompts.")
    private @Nullable Boolean mining;

    @Option(names = "--most-a-day", paramLabel = "N", description = "At most so many of them in 24 hours.")
    private @Nullable Integer mostADay;

    @Option(names = "--share", paramLabel = "SHARE", description = "Of the questions that are looked at.")
    private @Nullable Double share;

    @Option(
            names = "--held-out",
            paramLabel = "SHARE",
            description = "Of the prompts that are kept away from training.")
    private @Nullable Double heldOut;

    @Option(
            names = "--account",
            split = ",",
            paramLabel = "NAME",
            description = "Service accounts whose questions count, beside those of members.")
    private @Nullable List<String> accounts;

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        Fresh fresh = Fresh.of(project, options, common.context());
        JsonNode seen = fresh.read();
        JsonNode changed = fresh.change(wanted(seen), seen.path("version").asInt());
        common.give(changed, out -> FreshText.print(changed, out));
        return 0;
    }

    /** What was seen, changed as the options say. */
    JsonNode wanted(JsonNode seen) {
        ObjectNode wanted = Json.MAPPER.createObjectNode();
        List.of("enabled", "occasions", "mostPrompts", "mix", "mining")
                .forEach(name -> wanted.set(name, seen.path(name).deepCopy()));
        put(wanted, "enabled", enabled);
        put(wanted, "occasions", occasions);
        put(wanted, "mostPrompts", mostPrompts);
        if (mix != null) {
            List<String> against = List.of("production", "before", "itself");
            for (int i = 0; i < against.size(); i++) {
                put(wanted.withObjectProperty("mix"), against.get(i), i < mix.size() ? mix.get(i) : Double.valueOf(0));
            }
        }
        ObjectNode questions = wanted.withObjectProperty("mining");
        put(questions, "enabled", mining);
        put(questions, "mostADay", mostADay);
        put(questions, "share", share);
        put(questions, "heldOut", heldOut);
        put(questions, "accounts", accounts);
        return wanted;
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.putPOJO(name, value);
        }
    }
}
