package dev.attune.lab.command;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import dev.attune.lab.workbench.TextDiff;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code prompts diff}: what changed between two versions of a prompt. */
@Command(
        name = "diff",
        description = "What changed between the prompts of two runs, or two prompts of one.",
        footer = {"", "Example: prompts diff prompt-runs/suite/1#short prompt-runs/suite/2#short"})
public final class DiffCommand implements Callable<Integer> {

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
        KeptPrompt old = KeptPrompt.of(before);
        KeptPrompt now = KeptPrompt.of(after);
        List<String> lines = TextDiff.of(old.source(), now.source());
        lines.forEach(results.messages()::println);
        results.messages().flush();
        results.report(new Result()
                .put("before", old.label())
                .put("after", now.label())
                .put("same", old.source().equals(now.source()))
                .put("lines", lines));
        return 0;
    }
}
