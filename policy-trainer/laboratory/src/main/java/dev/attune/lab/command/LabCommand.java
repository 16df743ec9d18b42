package dev.attune.lab.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.lab.cell.CellWork;
import dev.attune.lab.cell.GeneralText;
import dev.attune.lab.cell.Requirements;
import dev.attune.lab.model.ModelNames;
import dev.attune.lab.outcome.LabReport;
import dev.attune.lab.study.CellProcess;
import dev.attune.lab.study.CellStore;
import dev.attune.lab.study.Method;
import dev.attune.lab.study.Order;
import dev.attune.lab.study.Plan;
import dev.attune.lab.study.Study;
import dev.attune.lab.study.StudySettings;
import dev.attune.lab.study.StudyTask;
import dev.attune.lab.study.Trial;
import dev.attune.policy.option.Result;
import dev.attune.policy.option.ResultOptions;

/** {@code lab}: methods, tasks and seeds side by side on one model. */
@Command(
        name = "lab",
        description = {
            "Compares ways of tuning and of asking on the same tasks: quality, what it costs, and which one to take.",
            "Each training is a process of its own; the same command goes on where an earlier one was stopped."
        },
        footer = {
            "",
            "Example: lab --tasks task.yaml --methods zero-shot,soft-prompt,lora --budget small --json L.json",
            "         --model language-model/models/attune-tiny"
        })
public final class LabCommand implements Callable<Integer> {

    @Option(names = "--tasks", arity = "1..*", paramLabel = "FILE", description = "Task files in YAML or JSON.")
    List<Path> tasks = List.of();

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "A,B",
            converter = ChoiceOption.OfMethod.class,
            description =
                    "zero-shot, few-shot, searched, head, soft-prompt, prefix, p-tuning, ia3, lora, dora, adapter,"
                            + " bitfit, norms, last-layers, full (zero-shot, few-shot, head, soft-prompt, lora).")
    List<Method> methods = List.of(Method.ZERO_SHOT, Method.FEW_SHOT, Method.HEAD, Method.SOFT_PROMPT, Method.LORA);

    @Option(names = "--model", paramLabel = "DIR", description = "The model that all methods begin with (attune-tiny).")
    private @Nullable Path model;

    @Mixin
    SizeOptions sizes = new SizeOptions();

    @Option(names = "--seeds", paramLabel = "N", description = "Seeds of the chosen setting (3).")
    int seeds = 3;

    @Option(
            names = "--curve",
            split = ",",
            arity = "0..1",
            fallbackValue = "10,100,1000",
            paramLabel = "N,N",
            description = "Also learn from these numbers of examples (10,100,1000).")
    List<Integer> curve = List.of();

    @Option(
            names = "--general",
            paramLabel = "FILE",
            description = "Text that has nothing to do with the tasks, on which forgetting is measured.")
    private @Nullable Path general;

    @Option(names = "--out", paramLabel = "DIR", description = "Where all is kept, and goes on (lab-MODEL).")
    private @Nullable Path out;

    @Option(names = "--minutes", paramLabel = "N", description = "Begin no further cell after so long.")
    private @Nullable Double minutes;

    @Option(names = "--dry-run", description = "Show the plan and do nothing.")
    boolean dryRun;

    @Option(names = "--cell", hidden = true, paramLabel = "FILE", description = "Run one cell.")
    private @Nullable Path cell;

    @Option(names = "--parent", hidden = true, paramLabel = "PID", description = "End when this process is gone.")
    private @Nullable Long parent;

    @Mixin
    ResultOptions results = new ResultOptions();

    @Override
    public Integer call() throws Exception {
        if (cell != null) {
            runCell(cell, Optional.ofNullable(out).orElseThrow());
            return 0;
        }
        long began = System.nanoTime();
        if (tasks.isEmpty()) {
            throw ErrorCategory.CALLER.error("lab-task", "There is no task to compare on; give --tasks FILE.");
        }
        Path base = model == null ? ModelNames.find(ModelChoice.USUAL, Path.of("")) : model;
        GeneralText text = general == null ? null : GeneralText.read(general);
        StudySettings settings = new StudySettings(
                base,
                digest(base),
                methods,
                sizes.sizes(),
                seeds,
                curve.stream().sorted().distinct().toList(),
                general,
                text == null ? "" : text.digest());
        List<StudyTask> read = new ArrayList<>();
        for (Path file : tasks) {
            read.add(StudyTask.read(file, settings.sizes()));
        }
        Requirements.check(settings, read);
        Path folder = out == null ? Path.of("lab-" + settings.modelName()) : out;
        CellStore store = new CellStore(folder);
        Study study = new Study(settings, read, store, folder, this::tell);
        if (dryRun) {
            show(study.plan());
            return 0;
        }
        try (AutoCloseable lock = store.lock()) {
            Plan plan = study.run(new CellProcess(store, folder), time());
            report(LabReport.of(plan), folder, began);
        }
        return 0;
    }

    private Duration time() {
        return minutes == null ? Duration.ofDays(365) : Duration.ofMillis(Math.round(60_000 * minutes));
    }

    private void report(LabReport report, Path folder, long began) throws IOException {
        report.write(folder);
        report.recommendations().forEach(one -> tell(one.task() + ": " + String.join(" ", one.sentences())));
        tell("The report is in " + folder.resolve("report.md") + ".");
        Plan plan = report.plan();
        results.report(new Result()
                .put("model", plan.settings().modelName())
                .put("modelSha256", plan.settings().modelDigest())
                .put("sizes", plan.settings().sizes())
                .put("seeds", plan.settings().seeds())
                .put("complete", plan.left() == 0)
                .put("cellsDone", plan.done())
                .put("cellsLeft", plan.left())
                .put("outcomes", report.outcomes())
                .put("recommendations", report.recommendations())
                .put("report", folder.resolve("report.md").toString())
                .timed(began));
    }

    private void show(Plan plan) {
        plan.cells()
                .forEach(trial -> tell((trial.result().isPresent() ? "done  " : "open  ")
                        + trial.cell().said()
                        + time(trial)));
        plan.parts().stream()
                .filter(part -> part.later() > 0)
                .forEach(part -> tell("later " + part.task().name() + " "
                        + part.method().text() + ": " + part.later() + " cells with the setting that is chosen"));
        tell(Study.left(plan));
        results.report(new Result().put("cellsDone", plan.done()).put("cellsLeft", plan.left()));
    }

    private static String time(Trial trial) {
        return trial.result()
                .map(result ->
                        String.format(Locale.ROOT, ", %.0f s", result.cost().seconds()))
                .orElse("");
    }

    private void runCell(Path file, Path folder) throws IOException {
        if (parent != null) {
            ProcessHandle starter = ProcessHandle.of(parent).orElseThrow();
            Thread.ofPlatform().daemon().name("starter-gone").start(() -> {
                starter.onExit().join();
                Runtime.getRuntime().halt(1);
            });
        }
        Order order = Json.MAPPER.readValue(file.toFile(), Order.class);
        CellStore store = new CellStore(folder);
        store.keep(new CellWork(order, store.work(order.cell().key()), this::tell).run());
    }

    /** Of the names and bytes of a model's files, or of a file that is one. */
    private static String digest(Path model) throws IOException {
        if (!Files.exists(model)) {
            throw ErrorCategory.CALLER.error(
                    "model-missing",
                    "There is no model " + model + "; give a folder, or a name of ./attune model list.");
        }
        Sha256 hash = new Sha256();
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(LabCommand::matters)
                    .sorted()
                    .toList()) {
                hash.add(model.relativize(file).toString()).add(Sha256.of(file));
            }
        }
        return hash.hex();
    }

    private static boolean matters(Path file) {
        return Stream.of(".json", ".safetensors", ".jinja", ".model", ".gguf", ".txt")
                .anyMatch(String.valueOf(file.getFileName())::endsWith);
    }

    private void tell(String line) {
        results.messages().println(line);
        results.messages().flush();
    }
}
