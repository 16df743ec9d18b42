package dev.attune.registry.canary;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * How a canary stands.
 *
 * @param met people in each arm
 * @param voted people whose votes count
 * @param liked mean of their scores; absent before the first
 * @param difference by how much people like the canary better; absent before both arms have somebody
 * @param low each end of its interval holds at every look with 1 - alpha
 * @param blocks people who were set against each other
 * @param harmed guardrails that are harmed
 * @param sampleRatioP p-value of the chi-squared test of how people were shared out, at one look; absent for few
 */
public record CanaryFigures(
        Arms met,
        Arms voted,
        Means liked,
        @Nullable Double difference,
        @Nullable Double low,
        @Nullable Double high,
        int blocks,
        List<String> harmed,
        @Nullable Double sampleRatioP) {

    /** Of each arm. */
    public record Arms(int production, int canary) {}

    /** Of each arm. */
    public record Means(
            @Nullable Double production, @Nullable Double canary) {}

    public CanaryFigures {
        harmed = List.copyOf(harmed);
    }
}
