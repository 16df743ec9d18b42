package dev.attune.lab.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.lab.folder.PartsFolder;
import dev.attune.lab.mixture.Mixture;
import dev.attune.lab.mixture.MixtureFile;
import dev.attune.lab.mixture.TasksEvaluation;
import dev.attune.lab.mixture.TasksEvaluation.Measurement;
import dev.attune.lab.mixture.TasksReport;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code evaluate tasks}: tasks that were held out of a mixture as wholes. */
@Command(
        name = "tasks",
        description = "Measures a model on the tasks that a mixture holds out, before and after tuning.",
        footer = {
            "",
            "Example: evaluate tasks --mixture mixture.yaml --model language-model/models/attune-tiny --adapter tuned"
        })
public final class EvaluateTasksCommand implements Callable<Integer> {

    @Option(names = "--mixture", required = true, paramLabel = "FILE", description = "A mixture in YAML or JSON.")
    Path mixture = Path.of("");

    @Mixin
    KeptOptions kept = new KeptOptions();

    @Option(
            names = "--against",
            paramLabel = "DIR",
            description = "The adapter to compare with (without: the model alone).")
    private @Nullable Path against;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        long began = System.nanoTime();
        Mixture read = MixtureFile.read(mixture);
        Path folder = kept.folder("tasks-evaluation", read.name());
        TasksEvaluation evaluation = new TasksEvaluation(read, new PartsFolder(folder), results.messages());
        evaluation.notes().forEach(results.messages()::println);
        List<Measurement> sides = new ArrayList<>();
        try (ModelPool pool = kept.model.pool()) {
            sides.add(evaluation.measure("before", kept.model.identity(against), kept.model.once(pool, against)));
            if (kept.model.hasAdapter()) {
                sides.add(evaluation.measure("after", kept.model.identity(), kept.model.once(pool)));
            }
        }
        TasksReport report = evaluation.report(sides);
        results.messages().print(report.markdown());
        results.messages().flush();
        results.report(new Result()
                .put("mixture", read.name())
                .put("model", kept.model.name())
                .put("heldOut", read.heldOut())
                .put("overall", report.overall())
                .put("overallMacroF1", report.overallMacroF1())
                .put("generalLoss", report.generalLoss())
                .put("tasks", report.tasks())
                .put("folder", folder)
                .timed(began));
        return 0;
    }
}
