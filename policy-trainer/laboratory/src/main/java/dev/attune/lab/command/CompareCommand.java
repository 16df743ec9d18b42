package dev.attune.lab.command;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.lab.workbench.Comparison;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code prompts compare}: two runs, or two prompts of one. */
@Command(
        name = "compare",
        description = "Compares two runs, or two prompts of one, on the cases that both have.",
        footer = {"", "Example: prompts compare prompt-runs/suite/1#short prompt-runs/suite/2#short"})
public final class CompareCommand implements Callable<Integer> {

    @Parameters(
            index = "0",
            paramLabel = "BEFORE",
            description = "The folder of a run, and #LABEL where it has several prompts.")
    String before = "";

    @Parameters(index = "1", paramLabel = "AFTER", description = "The same.")
    String after = "";

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        Comparison made =
                Comparison.of(KeptPrompt.of(before).rows(), KeptPrompt.of(after).rows());
        results.messages()
                .printf(
                        Locale.ROOT,
                        "%d cases: %.3f before, %.3f after, %+.3f [%+.3f, %+.3f]; %s%n",
                        made.cases(),
                        made.before(),
                        made.after(),
                        made.difference().value(),
                        made.difference().low(),
                        made.difference().high(),
                        made.difference().isClearOfZero() ? "clear of zero" : "it may be chance");
        tell("Better", made.better());
        tell("Worse", made.worse());
        results.messages().flush();
        results.report(new Result()
                .put("cases", made.cases())
                .put("before", made.before())
                .put("after", made.after())
                .put("difference", made.difference())
                .put("better", made.better())
                .put("worse", made.worse())
                .put("mcNemar", made.chance()));
        return 0;
    }

    private void tell(String how, List<String> titles) {
        titles.forEach(title -> results.messages().println(how + ": " + title));
    }
}
