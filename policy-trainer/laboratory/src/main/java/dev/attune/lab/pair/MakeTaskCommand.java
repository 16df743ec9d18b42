package dev.attune.lab.pair;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.task.TaskCalibration;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.contracts.task.TaskExample;
import dev.attune.contracts.task.TaskFiles;
import dev.attune.contracts.task.TaskLearned;
import dev.attune.lab.prompt.PromptFile;
import dev.attune.lab.task.TaskData;
import dev.attune.lab.task.TaskFile;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;
import dev.attune.text.SettingsFile;
import dev.attune.text.TextFile;

/** {@code tasks make}: a task's folder of a prompt, what it was measured at, and adapters. */
@Command(
        name = "make",
        description = "Make a task's folder of a prompt, its figures and adapters, to be proposed.",
        footer = {
            "",
            "Example: tasks make reviews --model attune-tiny --prompt search.json --evaluation search.json --out reviews"
        })
public final class MakeTaskCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "NAME", description = "What the task is asked by.")
    String name = "";

    @Option(names = "--model", paramLabel = "DIR", required = true, description = "The base, as the platform has it.")
    Path model = Path.of("");

    @Option(
            names = "--prompt",
            paramLabel = "FILE",
            required = true,
            description = "The prompt.json of a search, or a search's result.")
    Path prompt = Path.of("");

    @Option(
            names = "--evaluation",
            paramLabel = "FILE",
            required = true,
            description = "The JSON of evaluate classify, of evaluate reliability, or of a search.")
    Path evaluation = Path.of("");

    @Option(
            names = "--task",
            paramLabel = "FILE",
            description =
                    "The task file that the prompt was measured with: its training texts, where the prompt shows the"
                            + " nearest of them, has a shortlist, or is calibrated by a batch.")
    private @Nullable Path data;

    @Option(names = "--adapter", paramLabel = "DIR", description = "An adapter in PEFT's form; several vote.")
    List<Path> adapters = new ArrayList<>();

    @Option(
            names = "--input",
            paramLabel = "NAME",
            defaultValue = "text",
            description = "A variable that the template reads (text).")
    List<String> inputs = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "A folder that does not exist yet.")
    Path out = Path.of("");

    @Mixin
    ResultOptions results = new ResultOptions();

    private final List<TaskExample> pool = new ArrayList<>();

    @Override
    public Integer call() {
        if (Files.exists(out)) {
            throw ErrorCategory.CALLER.error("folder-exists", out + " exists already; name another folder.");
        }
        ObjectNode task = Json.MAPPER.createObjectNode().put("name", name).put("base", base());
        JsonNode said = read(prompt);
        task.set("prompt", said.path("prompt").isObject() ? said.path("prompt") : said);
        JsonNode report = read(evaluation);
        task.set(
                "evaluation",
                report.path("evidence").isObject()
                        ? report.path("evidence")
                        : Json.MAPPER.valueToTree(evidence(report)));
        for (int i = 1; i <= adapters.size(); i++) {
            task.withArray("adapters").addObject().put("folder", "adapters/" + i);
        }
        inputs.forEach(input -> task.withArray("inputs").add(input));
        keep(task).ifPresent(kept -> task.set("learned", Json.MAPPER.valueToTree(kept)));
        TaskDocument document = written(task);
        results.report(new Result()
                .put("task", document.name())
                .put("base", document.base())
                .put("folder", out));
        return 0;
    }

    /** What the prompt needs of the training texts. */
    private Optional<TaskLearned> keep(ObjectNode task) {
        JsonNode said = task.path("prompt");
        boolean needs = said.path("shortlist").asInt(0) > 0
                || said.path("calibration").asText("").equals(TaskCalibration.BATCH.text())
                || said.path("examples").path("choice").asText("").startsWith("nearest")
                        && said.path("examples").path("count").asInt(0) > 0;
        if (!needs) {
            return Optional.empty();
        }
        if (data == null) {
            throw ErrorCategory.CALLER.error(
                    "task-not-made",
                    "The prompt of " + prompt
                            + " needs training texts, for its nearest examples, shortlist or calibration;"
                            + " give the task's file with --task.");
        }
        TaskData read = TaskData.read(TaskFile.read(data));
        TaskKeeper keeper = new TaskKeeper(read, PromptFile.read(prompt, read.task()));
        TaskLearned learned = keeper.learned(model, adapters);
        if (learned.pool() != null) {
            pool.addAll(keeper.pool(inputs));
        }
        return Optional.of(learned);
    }

    private TaskDocument written(ObjectNode task) {
        try {
            Path draft = Files.createTempDirectory("attune-task");
            Files.writeString(draft.resolve(TaskDocument.FILE), Json.text(task));
            TaskDocument document = TaskFiles.read(draft, "What is to be made"); // refused before anything is made
            Files.delete(draft.resolve(TaskDocument.FILE));
            Files.delete(draft);
            Files.createDirectories(out);
            for (int i = 1; i <= adapters.size(); i++) {
                copy(adapters.get(i - 1), out.resolve("adapters/" + i));
            }
            TaskFiles.write(document, out);
            if (document.kept().pool() != null) {
                TaskFiles.writePool(pool, out.resolve(document.kept().pool()));
            }
            return document;
        } catch (IOException e) {
            throw unreadable(out, e);
        }
    }

    /** The id that the platform gives the folder of the model. */
    private String base() {
        try {
            DirectoryManifest manifest = DirectoryManifest.of(model);
            return CheckpointPublished.idOf(
                    Kind.BASE, new Artifact("attune:sha256/" + manifest.sha256(), manifest.sha256(), manifest.bytes()));
        } catch (IOException e) {
            throw unreadable(model, e);
        }
    }

    private Map<String, Object> evidence(JsonNode report) {
        Map<String, Object> evidence = new LinkedHashMap<>();
        Map<String, Object> metrics = new LinkedHashMap<>();
        if (report.path("after").isObject()) {
            evidence.put(
                    "data",
                    "held-out examples of " + report.path("task").asText() + ", after a search of "
                            + report.path("calls").asInt() + " calls with seed "
                            + report.path("seed").asLong());
            evidence.put("examples", report.path("heldOut").asInt());
            String measure = report.path("measure").asText("accuracy");
            metrics.put(measure, figure(report.path("after")));
            evidence.put("before", Map.of(measure, figure(report.path("before"))));
        } else {
            evidence.put("data", "test examples of " + report.path("task").asText());
            evidence.put("examples", report.path("examples").asInt());
            report.path("intervals")
                    .properties()
                    .forEach(measure -> metrics.put(measure.getKey(), figure(measure.getValue())));
        }
        evidence.put("metrics", metrics);
        return evidence;
    }

    /** The interval of a biased measure need not hold its value; a figure's does. */
    private static Map<String, Double> figure(JsonNode measured) {
        double value = measured.path("value").asDouble();
        return Map.of(
                "mean", value,
                "low", Math.min(value, measured.path("low").asDouble()),
                "high", Math.max(value, measured.path("high").asDouble()));
    }

    private static JsonNode read(Path file) {
        try {
            return SettingsFile.read(file);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        for (String path : DirectoryManifest.paths(from)) {
            Path target = to.resolve(path);
            Files.createDirectories(target.getParent());
            Files.copy(from.resolve(path), target);
        }
    }

    private static AttuneException unreadable(Path file, IOException e) {
        return ErrorCategory.CALLER.error("task-not-made", file + " cannot be used: " + TextFile.reason(e) + ".", e);
    }
}
