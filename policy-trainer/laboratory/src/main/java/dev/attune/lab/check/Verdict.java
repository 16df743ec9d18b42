package dev.attune.lab.check;

/**
 * What a check says of an answer.
 *
 * @param score 0 to 1
 * @param reason for a person
 * @param skipped whether it was not computed, and counts for nothing
 * @param metric under which its score is averaged; empty for none
 */
public record Verdict(
        String check, boolean passed, double score, String reason, boolean skipped, double weight, String metric) {}
