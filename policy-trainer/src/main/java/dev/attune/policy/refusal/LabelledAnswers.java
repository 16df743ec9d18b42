package dev.attune.policy.refusal;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;

import dev.attune.contracts.json.Json;
import dev.attune.policy.statistics.Detection;

/**
 * Answers of which a person has said whether they refuse: full and partial refusals, answers that lead elsewhere without a word of refusal, answers
 * that only mention what refusals say, and plain ones. Their words are this repository's own, under its licence.
 */
public final class LabelledAnswers {

    private static final String FILE = "labelled-answers.jsonl";
    private static final Detection DETECTION = detect(read());

    private LabelledAnswers() {}

    /**
     * A labelled answer.
     *
     * @param kind {@code refusal}, {@code partial}, {@code safe-completion}, {@code mention} or {@code answer}
     * @param refuses whether what was asked for is withheld
     */
    public record Labelled(String answer, String kind, boolean refuses) {}

    /** What the detector says of them. */
    public static Detection detection() {
        return DETECTION;
    }

    static List<Labelled> read() {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LabelledAnswers.class.getResourceAsStream(FILE), FILE),
                StandardCharsets.UTF_8))) {
            return lines.lines().map(LabelledAnswers::labelled).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Labelled labelled(String line) {
        try {
            return Json.MAPPER.readValue(line, Labelled.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Detection detect(List<Labelled> labelled) {
        int[] counts = new int[4];
        labelled.forEach(one -> counts[(one.refuses() ? 2 : 0) + (RefusalDetector.refuses(one.answer()) ? 1 : 0)]++);
        return new Detection(counts[3], counts[2], counts[1], counts[0]);
    }
}
