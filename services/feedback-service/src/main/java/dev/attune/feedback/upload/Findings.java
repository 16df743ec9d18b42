package dev.attune.feedback.upload;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is in a file.
 *
 * @param form of its first good row
 * @param good things that can be entered: pairs, judged answers or prompts
 * @param answers those of them that are answers judged by themselves
 * @param bad lines that cannot
 * @param badLines the first of them
 * @param unused columns without a place here, with how many rows have each
 * @param sample the first good things, as text
 */
public record Findings(
        String form,
        long good,
        long answers,
        long bad,
        List<BadRow> badLines,
        Map<String, Long> unused,
        List<Sample> sample) {
    public Findings {
        badLines = List.copyOf(badLines);
        unused = new TreeMap<>(unused);
        sample = List.copyOf(sample);
    }

    /** A line, and what is wrong with it as a sentence. */
    public record BadRow(int line, String sentence) {}

    /**
     * Something that would be entered.
     *
     * @param says what is said of the answers: better, tie, both_bad, good or bad; empty for a prompt
     */
    public record Sample(int line, String prompt, List<String> answers, String says) {
        public Sample {
            answers = List.copyOf(answers);
        }
    }
}
