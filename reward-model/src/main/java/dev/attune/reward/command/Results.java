package dev.attune.reward.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.reward.evaluation.LengthControl;
import dev.attune.reward.evaluation.ReliabilityPlot;
import dev.attune.reward.evaluation.RewardEvaluation;

/** What a command found, as JSON and as lines for a person. */
final class Results {

    private Results() {}

    /** The figures of an evaluation by their names in JSON. */
    static Map<String, Object> of(RewardEvaluation evaluation) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("accuracy", evaluation.accuracy().mean());
        result.put("accuracyInterval", evaluation.accuracy());
        result.put("longerWins", evaluation.longerWins());
        result.put("pairs", evaluation.pairs());
        result.put("loss", evaluation.loss());
        LengthControl length = evaluation.length();
        length.accuracy().ifPresent(value -> result.put("lengthControlledAccuracy", value));
        length.whenLongerWins().ifPresent(value -> result.put("accuracyWhenLongerWins", value));
        length.whenShorterWins().ifPresent(value -> result.put("accuracyWhenShorterWins", value));
        result.put("calibrationError", evaluation.calibration().error());
        result.put("reliability", evaluation.calibration().bins());
        result.put("accuracyByStrength", evaluation.accuracyByStrength());
        result.put("accuracyByAnnotator", evaluation.accuracyByAnnotator());
        result.put("ties", evaluation.ties().pairs());
        result.put("tieParameter", evaluation.ties().parameter());
        evaluation.ties().loss().ifPresent(value -> result.put("lossWithTies", value));
        return result;
    }

    static void print(RewardEvaluation evaluation, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "accuracy %.1f %% [%.1f, %.1f] on %d pairs; longer wins %.1f %%; length-controlled %s; calibration error"
                        + " %.3f; loss %.4f%n",
                100 * evaluation.accuracy().mean(),
                100 * evaluation.accuracy().low(),
                100 * evaluation.accuracy().high(),
                evaluation.pairs(),
                100 * evaluation.longerWins(),
                percent(evaluation.length().accuracy()),
                evaluation.calibration().error(),
                evaluation.loss());
        out.flush();
    }

    private static String percent(OptionalDouble share) {
        return share.isPresent() ? String.format(Locale.ROOT, "%.1f %%", 100 * share.getAsDouble()) : "unknown";
    }

    /**
     * Writes the reliability plot when a file is given.
     *
     * @throws AttuneException {@code result-not-written}
     */
    static void plot(@Nullable Path file, RewardEvaluation evaluation) {
        if (file != null) {
            put(file, ReliabilityPlot.svg(evaluation.calibration()));
        }
    }

    /**
     * Writes the result when a file is given.
     *
     * @throws AttuneException {@code result-not-written}
     */
    static void write(@Nullable Path file, Object result) {
        if (file != null) {
            put(file, Json.pretty(result));
        }
    }

    private static void put(Path file, String content) {
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(file, content);
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "result-not-written",
                    "The result could not be written to " + file + ": " + e.getMessage() + ".",
                    e);
        }
    }
}
