package dev.attune.lab.command;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.ComputeType;
import dev.attune.lab.check.CaseScore.State;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.suite.Provider;
import dev.attune.lab.suite.Suite;
import dev.attune.lab.suite.SuiteFile;
import dev.attune.lab.workbench.RunFolder;
import dev.attune.lab.workbench.RunReport;
import dev.attune.lab.workbench.RunRow;
import dev.attune.lab.workbench.RunSummary;
import dev.attune.lab.workbench.SuiteModels;
import dev.attune.lab.workbench.SuiteRun;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.ComputeTypeOption;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code prompts run}: a suite, all of it. */
@Command(
        name = "run",
        description = "Runs a suite in promptfoo's YAML: all prompts with all cases, and the checks of each.",
        footer = {"", "Example: prompts run --suite docs/examples/suite.yaml --model language-model/models/attune-tiny"
        })
public final class RunSuiteCommand implements Callable<Integer> {

    @Option(names = "--suite", required = true, paramLabel = "FILE", description = "The suite.")
    Path file = Path.of("");

    @Option(names = "--model", paramLabel = "DIR", description = "Ask this model instead of the suite's providers.")
    private @Nullable Path model;

    @Option(names = "--adapter", paramLabel = "DIR", description = "A PEFT adapter on the model.")
    private @Nullable Path adapter;

    @Option(
            names = "--grader",
            paramLabel = "PROVIDER",
            description = "Who judges by rubrics: attune:MODEL or openai:chat:MODEL (who is tested).")
    private @Nullable String grader;

    @Option(names = "--repeat", paramLabel = "N", description = "Ask each case N times, with other seeds.")
    private @Nullable Integer repeat;

    @Option(names = "--max-tokens", paramLabel = "N", description = "Longest answer, with --model (256).")
    int maximumTokens = 256;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where the run is kept (the next number in prompt-runs/SUITE).")
    private @Nullable Path out;

    @Option(names = "--pass-rate", paramLabel = "R", description = "Fail when a smaller share of the cases passes (0).")
    double passRate;

    @Option(names = "--compute", converter = ComputeTypeOption.class, description = "float32 or bfloat16 (float32).")
    ComputeType compute = ComputeType.FLOAT32;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        long began = System.nanoTime();
        Suite suite = suite();
        suite.notes().forEach(results.messages()::println);
        Path folder = out == null ? RunFolder.next(Path.of("prompt-runs").resolve(suite.name())) : out;
        try (ModelPool pool = MeasuredModel.pool(compute)) {
            SuiteModels models = new SuiteModels(
                    pool, Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow());
            if (model != null) {
                models.put(named(), MeasuredModel.load(pool, model, adapter));
            }
            try (RunFolder kept = RunFolder.begin(folder, suite)) {
                List<RunRow> rows = new SuiteRun(suite, models, judge(), kept::add).run();
                List<RunSummary> summaries = RunSummary.of(rows);
                kept.end(summaries, rows);
                results.messages().print(RunReport.lines(summaries, rows));
                results.messages().println("Every answer is in " + kept.path().resolve("report.md") + ".");
                results.messages().flush();
                results.report(result(suite, summaries, rows, kept.path()).timed(began));
                return exit(rows);
            }
        }
    }

    private Suite suite() {
        Suite suite = SuiteFile.read(file);
        suite = repeat == null ? suite : suite.withRepeat(repeat);
        if (model != null) {
            return suite.with(new Provider(
                    "attune:" + named(),
                    named(),
                    Json.MAPPER.createObjectNode().put("max_tokens", maximumTokens),
                    List.of()));
        }
        if (suite.providers().isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-provider",
                    "The suite " + file + " names no provider that can be asked here; give --model, or providers:"
                            + " [attune:MODEL].");
        }
        return suite;
    }

    /** How the model of the options is known. */
    private String named() {
        return model + (adapter == null ? "" : "+" + adapter);
    }

    private @Nullable Provider judge() {
        return grader == null ? null : new Provider(grader, grader, Json.MAPPER.createObjectNode(), List.of());
    }

    private static Result result(Suite suite, List<RunSummary> summaries, List<RunRow> rows, Path folder) {
        return new Result()
                .put("suite", suite.name())
                .put("cases", suite.cases().size())
                .put("passed", summaries.stream().mapToInt(RunSummary::passed).sum())
                .put("failed", summaries.stream().mapToInt(RunSummary::failed).sum())
                .put("skipped", summaries.stream().mapToInt(RunSummary::skipped).sum())
                .put(
                        "unchecked",
                        summaries.stream().mapToInt(RunSummary::unchecked).sum())
                .put("errors", summaries.stream().mapToInt(RunSummary::errors).sum())
                .put("prompts", summaries)
                .put("results", rows)
                .put("folder", folder.toString());
    }

    /** A case of which nothing could be checked is a failure of the command, and so are too few that pass. */
    private int exit(List<RunRow> rows) {
        for (RunRow row : rows) {
            if (row.state() == State.SKIPPED) {
                results.messages().println("Case " + row.number() + " is not checked at all: " + row.reason() + ".");
                results.messages().flush();
                return 1;
            }
        }
        long checked =
                rows.stream().filter(row -> row.state() != State.UNCHECKED).count();
        long passed = rows.stream().filter(row -> row.state() == State.PASSED).count();
        return passed >= passRate * checked ? 0 : 1;
    }
}
