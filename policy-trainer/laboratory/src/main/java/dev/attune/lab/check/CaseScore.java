package dev.attune.lab.check;

import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What all checks together say: the weighted mean of their scores. Without a threshold each must pass; with one only the score
 * counts. What was skipped counts for nothing.
 *
 * @param reason what failed; empty for nothing
 */
public record CaseScore(State state, double score, String reason) {

    /** How a case ended. */
    public enum State {
        PASSED,
        FAILED,
        /** All of its checks were skipped. */
        SKIPPED,
        /** It has no checks. */
        UNCHECKED
    }

    public static CaseScore of(List<Verdict> verdicts, OptionalDouble threshold) {
        List<Verdict> counted =
                verdicts.stream().filter(verdict -> !verdict.skipped()).toList();
        if (verdicts.isEmpty()) {
            return new CaseScore(State.UNCHECKED, 1, "");
        }
        if (counted.isEmpty()) {
            return new CaseScore(State.SKIPPED, 0, reasons(verdicts));
        }
        double weight = counted.stream().mapToDouble(Verdict::weight).sum();
        double sum = counted.stream()
                .mapToDouble(verdict -> verdict.weight() * verdict.score())
                .sum();
        double score = weight == 0 ? 1 : sum / weight;
        boolean passed = threshold.isPresent()
                ? score >= threshold.getAsDouble()
                : counted.stream().allMatch(Verdict::passed);
        List<Verdict> failed =
                counted.stream().filter(verdict -> !verdict.passed()).toList();
        return new CaseScore(passed ? State.PASSED : State.FAILED, score, reasons(failed));
    }

    private static String reasons(List<Verdict> verdicts) {
        return verdicts.stream()
                .map(verdict -> verdict.check() + ": " + verdict.reason())
                .collect(Collectors.joining("; "));
    }

    boolean isSkipped() {
        return state == State.SKIPPED;
    }

    public boolean passed() {
        return state == State.PASSED || state == State.UNCHECKED;
    }
}
