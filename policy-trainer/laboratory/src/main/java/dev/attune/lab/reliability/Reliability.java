package dev.attune.lab.reliability;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.lab.folder.PartsFolder;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lab.task.TaskData;
import dev.attune.text.TextFile;

/** Measures a model on probes of a task, alone or against another. */
public final class Reliability {

    private static final String ANSWERS = "answers.json";

    private final Probes probes;
    private final Path folder;
    private final PartsFolder parts;
    private final PrintWriter messages;
    private final long seed;

    /**
     * How much is asked.
     *
     * @param items of the task at most
     * @param prompts of each set of free prompts at most
     * @param harmful a file of requests that should be refused
     * @param seed of intervals
     */
    public record Size(int items, int prompts, @Nullable Path harmful, long seed) {
        public Size {
            if (items < 2 || prompts < 0) {
                throw ErrorCategory.CALLER.error(
                        "reliability-settings",
                        "Reliability needs 2 items or more and no negative number of prompts, not " + items + " and "
                                + prompts + ".");
            }
        }
    }

    /** Prepares all that can be refused. */
    public Reliability(TaskData data, Size size, Path folder, PrintWriter messages) {
        this.probes = Probes.of(data, size.items(), PromptSets.of(size.harmful(), size.prompts()));
        this.folder = folder;
        this.parts = new PartsFolder(folder);
        this.messages = messages;
        this.seed = size.seed();
    }

    /** A model with a digest of its weights, loaded when something is left to ask. */
    public record Asked(String identity, Supplier<MeasuredModel> model) {}

    /** The model alone. */
    public ReliabilityReport measure(Asked model) {
        return report(answers(model), Optional.empty());
    }

    /** The model against another that is asked the same. */
    public ReliabilityReport compare(Asked before, Asked now) {
        Answers old = answers(before);
        return report(answers(now), Optional.of(old));
    }

    /**
     * The model against what was kept of an earlier measurement.
     *
     * @param report its folder, or the report in it
     * @throws dev.attune.contracts.error.AttuneException {@code reliability-before} when it cannot be read or was asked
     *     something else
     */
    public ReliabilityReport compare(Path report, Asked now) {
        Answers old = kept(report);
        if (!old.probes().equals(probes.digest())) {
            throw ErrorCategory.CALLER.error(
                    "reliability-before",
                    "What " + report + " holds was asked otherwise: other items, templates, labels or prompts; measure"
                            + " both with the same task and options.");
        }
        return report(answers(now), Optional.of(old));
    }

    private static Answers kept(Path report) {
        Path file = Files.isDirectory(report) ? report.resolve(ANSWERS) : report.resolveSibling(ANSWERS);
        try {
            return Json.MAPPER.readValue(Files.readAllBytes(file), Answers.class);
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "reliability-before",
                    "There is no earlier measurement in " + file + ": " + TextFile.reason(e)
                            + "; give the folder that --out named.",
                    e);
        }
    }

    private Answers answers(Asked asked) {
        return new Prober(probes, asked.identity(), asked.model(), parts, messages).ask();
    }

    private ReliabilityReport report(Answers now, Optional<Answers> before) {
        ReliabilityReport report = new ReliabilityReports(seed).of(now, before);
        parts.keep(ANSWERS, Json.text(now));
        parts.keep("report.json", Json.pretty(report));
        parts.keep("report.md", report.markdown());
        try {
            RiskPlot.write(
                    now, before, "Risk over coverage: " + probes.data().task().name(), folder.resolve("risk.png"));
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "evaluation-folder",
                    "The picture cannot be kept in " + folder + ": " + TextFile.reason(e)
                            + "; give another with --out.",
                    e);
        }
        return report;
    }
}
