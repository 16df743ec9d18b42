package dev.attune.reward.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.AttuneException;
import dev.attune.contracts.ErrorCategory;
import dev.attune.contracts.bus.Json;
import dev.attune.reward.RewardEvaluation;

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
        result.put("accuracyByStrength", evaluation.accuracyByStrength());
        return result;
    }

    static void print(RewardEvaluation evaluation, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "accuracy %.1f %% [%.1f, %.1f] on %d pairs; longer wins %.1f %%; loss %.4f%n",
                100 * evaluation.accuracy().mean(),
                100 * evaluation.accuracy().low(),
                100 * evaluation.accuracy().high(),
                evaluation.pairs(),
                100 * evaluation.longerWins(),
                evaluation.loss());
        out.flush();
    }

    /**
     * Writes the result when a file is given.
     *
     * @throws AttuneException {@code result-not-written}
     */
    static void write(@Nullable Path file, Object result) {
        if (file == null) {
            return;
        }
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(file, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(result));
        } catch (IOException e) {
            throw new AttuneException(
                    "result-not-written",
                    ErrorCategory.RESOURCES,
                    "The result could not be written to " + file + ": " + e.getMessage() + ".",
                    e);
        }
    }
}
