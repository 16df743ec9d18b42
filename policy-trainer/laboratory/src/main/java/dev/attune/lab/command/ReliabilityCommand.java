package dev.attune.lab.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.lab.reliability.Reliability;
import dev.attune.lab.reliability.Reliability.Asked;
import dev.attune.lab.reliability.ReliabilityReport;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.task.TaskFile;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code evaluate reliability}: agreement, bias, calibration and refusals, before and after tuning. */
@Command(
        name = "reliability",
        description = "Measures whether a model answers alike where it should, and what tuning made worse.",
        footer = {
            "",
            "Example: evaluate reliability --task docs/examples/questions.yaml --model language-model/models/attune-tiny"
        })
public final class ReliabilityCommand implements Callable<Integer> {

    @Option(names = "--task", required = true, paramLabel = "FILE", description = "A task file in YAML or JSON.")
    Path task = Path.of("");

    @Mixin
    KeptOptions kept = new KeptOptions();

    /** At most one of the two. */
    static final class Earlier {
        @Option(
                names = "--before",
                paramLabel = "DIR",
                description = "The folder of an earlier measurement to compare with.")
        private @Nullable Path report;

        @Option(
                names = "--against",
                paramLabel = "DIR",
                description = "An adapter to compare with; base for the model alone.")
        private @Nullable Path adapter;
    }

    @ArgGroup
    private @Nullable Earlier earlier;

    @Option(names = "--limit", paramLabel = "N", description = "Items of the task at most (${DEFAULT-VALUE}).")
    int limit = 200;

    @Option(
            names = "--prompts",
            paramLabel = "N",
            description = "Free prompts of each set at most, 0 for none (${DEFAULT-VALUE}).")
    int prompts = 100;

    @Option(
            names = "--harmful",
            paramLabel = "FILE",
            description = "Requests that should be refused: JSON lines with a prompt, or HH's conversations.")
    private @Nullable Path harmful;

    @Option(names = "--seed", description = "Seed of the intervals (0).")
    private long seed;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        long began = System.nanoTime();
        TaskData data = TaskData.read(TaskFile.read(task));
        data.notes().forEach(results.messages()::println);
        Path folder = kept.folder("reliability", data.task().name());
        Reliability reliability =
                new Reliability(data, new Reliability.Size(limit, prompts, harmful, seed), folder, results.messages());
        ReliabilityReport report;
        try (ModelPool pool = kept.model.pool()) {
            report = measure(reliability, pool);
        }
        results.messages().print(report.markdown());
        results.messages().flush();
        results.report(new Result()
                .put("task", data.task().name())
                .put("model", kept.model.name())
                .put("regressions", report.regressions())
                .put("compared", report.compared())
                .put("verdict", report.verdict())
                .put("measures", report.measures())
                .put("recallByPosition", report.recallByPosition())
                .put("gapByAxis", report.gapByAxis())
                .put("swaps", report.swaps())
                .put("evidence", report.evidence(data.task().name() + ", " + report.items() + " texts"))
                .put("folder", folder)
                .timed(began));
        return 0;
    }

    private ReliabilityReport measure(Reliability reliability, ModelPool pool) {
        Asked now = new Asked(kept.model.identity(), kept.model.once(pool));
        if (earlier != null && earlier.report != null) {
            return reliability.compare(earlier.report, now);
        }
        if (earlier != null && earlier.adapter != null) {
            Path other = earlier.adapter.toString().equals("base") ? null : earlier.adapter;
            return reliability.compare(new Asked(kept.model.identity(other), kept.model.once(pool, other)), now);
        }
        return reliability.measure(now);
    }
}
