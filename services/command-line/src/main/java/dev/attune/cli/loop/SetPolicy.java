package dev.attune.cli.loop;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.cli.terminal.CommonOptions;

/** {@code retraining set}: changes a project's policy. What is not named stays as it is. */
@Command(
        name = "set",
        description = "Change when a project trains again. What is not named stays as it is.",
        footer = {
            "",
            "Example: ./attune retraining set quickstart --after-preferences 500 --runs-per-day 4 --user admin"
                    + " --password-file ~/attune-password",
            "Example: ./attune retraining set quickstart --file docs/examples/retraining.json --user admin --password-file"
                    + " ~/attune-password"
        })
final class SetPolicy implements Callable<Integer> {

    @Parameters(paramLabel = "PROJECT", description = "Its id, or its name.")
    private String project = "";

    @Option(names = "--file", paramLabel = "FILE", description = "The whole policy as JSON; options change that.")
    private @Nullable Path file;

    @Option(names = "--enabled", arity = "1", paramLabel = "true|false", description = "false: nothing is started.")
    private @Nullable Boolean enabled;

    @Option(names = "--after-preferences", paramLabel = "N", description = "A reward model after so many new ones.")
    private @Nullable Integer afterPreferences;

    @Option(names = "--after-hours", paramLabel = "T", description = "Or once the first of them is so old ...")
    private @Nullable Integer afterHours;

    @Option(names = "--at-least", paramLabel = "M", description = "... and there are so many.")
    private @Nullable Integer atLeast;

    @Option(
            names = "--on-drift",
            arity = "1",
            paramLabel = "true|false",
            description = "Or when ratings disagree with the last one.")
    private @Nullable Boolean onDrift;

    @Option(names = "--recipe", paramLabel = "NAME", description = "What follows a better one: ppo, grpo, rloo; none.")
    private @Nullable String recipe;

    @Option(names = "--after", paramLabel = "WHICH", description = "any, better or clearly-better.")
    private @Nullable String after;

    @Option(names = "--cool-down", paramLabel = "MINUTES", description = "From the end of a run until the next.")
    private @Nullable Integer coolDown;

    @Option(names = "--runs-per-day", paramLabel = "N", description = "At most so many within 24 hours.")
    private @Nullable Integer runsPerDay;

    @Option(names = "--minutes-per-day", paramLabel = "N", description = "None while those of 24 hours took so long.")
    private @Nullable Integer minutesPerDay;

    @Option(names = "--reason", description = "Why, for the history.")
    private String reason = "";

    @Mixin
    private LoopOptions options = new LoopOptions();

    @Mixin
    private CommonOptions common = new CommonOptions();

    @Override
    public Integer call() throws InterruptedException {
        Policies policies = Policies.of(project, options, common.context());
        ObjectNode policy = file == null ? policies.read().path("policy").deepCopy() : PolicyFile.read(file);
        change(policy);
        JsonNode changed = policies.change(policy, reason);
        common.give(changed, out -> PolicyText.print(changed, out));
        return 0;
    }

    private void change(ObjectNode policy) {
        ObjectNode rewardModel = policy.withObjectProperty("rewardModel");
        put(policy, "enabled", enabled);
        put(rewardModel, "afterPreferences", afterPreferences);
        put(rewardModel, "afterHours", afterHours);
        put(rewardModel, "atLeastPreferences", atLeast);
        put(rewardModel, "onDrift", onDrift);
        put(policy, "coolDownMinutes", coolDown);
        put(policy, "runsPerDay", runsPerDay);
        put(policy, "minutesPerDay", minutesPerDay);
        if ("none".equals(recipe)) {
            policy.remove("policy");
        } else if (recipe != null || after != null) {
            ObjectNode rule = policy.withObjectProperty("policy");
            put(rule, "recipe", recipe);
            put(rule, "after", after);
        }
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value != null) {
            node.putPOJO(name, value);
        }
    }
}
