package dev.attune.lab.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.lab.classify.Classification;
import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.ClassifySettings;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.TaskData;
import dev.attune.policy.model.ModelPool;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code evaluate classify}: how well a model sorts texts into classes. */
@Command(
        name = "classify",
        description = "Sorts the texts of a file or a task into its classes by the likelihood of each label.",
        footer = {
            "",
            "Example: evaluate classify --model language-model/models/attune-tiny --data reviews.csv --json result.json"
        })
public final class ClassifyCommand implements Callable<Integer> {

    @Mixin
    ModelChoice model = new ModelChoice();

    @Mixin
    TaskOptions tasks = new TaskOptions();

    @Mixin
    ClassifyOptions options = new ClassifyOptions();

    @Option(names = "--limit", paramLabel = "N", description = "Measure on the first N of the shuffled tests only.")
    int limit = Integer.MAX_VALUE;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() {
        long began = System.nanoTime();
        ClassifySettings settings = options.settings();
        TaskData data = tasks.read(settings.learns());
        data.notes().forEach(results.messages()::println);
        List<Example> tests = data.test().subList(0, Math.min(limit, data.test().size()));
        try (ModelPool pool = model.pool()) {
            Classifier classifier = new Classifier(model.load(pool), data, settings);
            results.messages()
                    .println("classify: " + tests.size() + " texts, " + data.task().labels().size() + " labels");
            Classification done = classifier.classify(tests);
            ClassifyReport report = ClassifyReport.of(done, settings);
            results.messages().print(report.lines());
            results.messages().flush();
            results.report(report.into(new Result())
                    .put("examples", done.said().size())
                    .put("labels", data.task().labels().size())
                    .put("task", data.task().name())
                    .put("template", done.template())
                    .put("style", done.chat() ? "chat" : "raw")
                    .put("shots", settings.shots())
                    .put("score", settings.score().text())
                    .put("calibration", settings.calibration().text())
                    .put("shortlistRecall", done.shortlistRecall())
                    .timed(began));
        }
        return 0;
    }
}
