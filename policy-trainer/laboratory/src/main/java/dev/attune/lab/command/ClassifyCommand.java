package dev.attune.lab.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.lab.classify.Classification;
import dev.attune.lab.classify.Classifier;
import dev.attune.lab.classify.ClassifyReport;
import dev.attune.lab.classify.ClassifySettings;
import dev.attune.lab.classify.HeadClassifier;
import dev.attune.lab.classify.ManyClassifier;
import dev.attune.lab.measure.ConfusionPlot;
import dev.attune.lab.measure.ManyMetrics;
import dev.attune.lab.measure.Metrics;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.neighbour.NeighbourPool;
import dev.attune.lab.prompt.SearchPrompt;
import dev.attune.lab.prompt.Shown;
import dev.attune.lab.task.Example;
import dev.attune.lab.task.Label;
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

    @Option(names = "--limit", paramLabel = "N", description = "Measure on the first N of the tests only.")
    int limit = Integer.MAX_VALUE;

    @Option(names = "--out", paramLabel = "DIR", description = "Also write predictions.jsonl and confusion.png here.")
    private @Nullable Path out;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws IOException {
        long began = System.nanoTime();
        ClassifySettings settings = options.settings();
        TaskData data = tasks.read(settings.learns() || options.isHead());
        data.notes().forEach(results.messages()::println);
        List<Example> tests = data.test().subList(0, Math.min(limit, data.test().size()));
        List<Example> shown = data.train();
        Optional<SearchPrompt> prompt = tasks.prompt(data.task()).map(written -> unseen(written, tests));
        if (prompt.isPresent()) {
            data = prompt.get().on(data);
            settings = prompt.get().settings(settings);
            shown = prompt.get().examples().given();
        }
        if (data.task().many()) {
            return classifyMany(data, tests, settings, began);
        }
        try (ModelPool pool = model.pool()) {
            Classification done = classify(model.load(pool), data, settings, shown, tests);
            ClassifyReport report = ClassifyReport.of(done, settings);
            results.messages().print(report.lines());
            results.messages().flush();
            if (out != null) {
                write(done, out);
            }
            results.report(report.into(new Result())
                    .put("examples", done.said().size())
                    .put("trainingExamples", data.train().size())
                    .put("labels", labels(done))
                    .put("f1", perLabel(done))
                    .put("confusion", done.said().confusion())
                    .put("model", model.name())
                    .put("task", data.task().name())
                    .put("template", done.template())
                    .put("style", done.chat() ? "chat" : "raw")
                    .put("method", options.isHead() ? "head" : "words")
                    .put("shots", settings.shots())
                    .put("score", settings.score().text())
                    .put("calibration", settings.calibration().text())
                    .put("shortlistRecall", done.shortlistRecall())
                    .timed(began));
        }
        return 0;
    }

    /** Without those of its examples that are measured. */
    private SearchPrompt unseen(SearchPrompt prompt, List<Example> tests) {
        Shown rest = prompt.examples().without(tests);
        int left = prompt.examples().count() - rest.count();
        if (left > 0) {
            results.messages()
                    .println(left + " of the prompt's " + prompt.examples().count()
                            + " examples are among the texts that are measured; they are not shown.");
        }
        return prompt.with(rest);
    }

    /** Each label as a question of its own. */
    private int classifyMany(TaskData data, List<Example> tests, ClassifySettings settings, long began) {
        if (settings.learns() || options.isHead()) {
            throw ErrorCategory.CALLER.error(
                    "classify-settings",
                    "Texts with any number of labels are asked about label by label, without examples, shortlist, batch"
                            + " calibration or a head; leave these options out.");
        }
        try (ModelPool pool = model.pool()) {
            ManyClassifier classifier = new ManyClassifier(model.load(pool), data);
            ManyMetrics said = classifier.classify(tests);
            ClassifyReport report = ClassifyReport.of(said, settings);
            results.messages().print(report.lines());
            results.messages().flush();
            results.report(report.into(new Result())
                    .put("examples", tests.size())
                    .put(
                            "labels",
                            data.task().labels().stream().map(Label::name).toList())
                    .put("model", model.name())
                    .put("task", data.task().name())
                    .put("template", classifier.template())
                    .timed(began));
        }
        return 0;
    }

    private Classification classify(
            MeasuredModel loaded, TaskData data, ClassifySettings settings, List<Example> shown, List<Example> tests) {
        String what =
                "classify: " + tests.size() + " texts, " + data.task().labels().size() + " labels";
        if (options.isHead()) {
            HeadClassifier head = new HeadClassifier(loaded, data);
            results.messages().println(what + ", a head on " + data.train().size() + " training texts");
            return head.classify(tests);
        }
        Classifier classifier = new Classifier(loaded, data, settings, shown, new NeighbourPool(loaded, data.train()));
        results.messages().println(what);
        results.messages().flush();
        return classifier.classify(tests);
    }

    private static List<String> labels(Classification done) {
        return done.task().labels().stream().map(Label::name).toList();
    }

    private static Map<String, Double> perLabel(Classification done) {
        double[] f1 = Metrics.f1(done.said());
        Map<String, Double> named = new LinkedHashMap<>();
        for (int label = 0; label < f1.length; label++) {
            if (!Double.isNaN(f1[label])) {
                named.put(done.task().labels().get(label).name(), f1[label]);
            }
        }
        return named;
    }

    private static void write(Classification done, Path folder) throws IOException {
        Files.createDirectories(folder);
        String title =
                String.format(Locale.ROOT, "%s: accuracy %.3f", done.task().name(), Metrics.accuracy(done.said()));
        ConfusionPlot.write(done.said().confusion(), labels(done), title, folder.resolve("confusion.png"));
        try (BufferedWriter lines = Files.newBufferedWriter(folder.resolve("predictions.jsonl"))) {
            for (int i = 0; i < done.examples().size(); i++) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("place", done.examples().get(i).place());
                line.put("text", done.examples().get(i).text());
                line.put("label", labels(done).get(done.said().truth()[i]));
                line.put("predicted", labels(done).get(done.said().predicted()[i]));
                line.put("probabilities", done.said().probabilities()[i]);
                lines.write(Json.text(line));
                lines.write('\n');
            }
        }
    }
}
