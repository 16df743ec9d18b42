package dev.attune.contracts.settings.gate;

import dev.attune.contracts.error.Require;

/**
 * Whether answers to held-out prompts look as they did. What is blocked is what was shown to have drifted away; what may have drifted, because too
 * little was seen, is inconclusive.
 *
 * @param prompts at the most, each answered once by both
 * @param maxNewTokens the longest answer, in tokens
 * @param shortest the least ratio of the answers' length to the opponent's, in (0, 1)
 * @param longest the greatest, above 1
 * @param risesBy how much the shares of lists, of headings, of answers that repeat themselves and of empty or cut answers may each rise, in (0, 1)
 */
public record FormatGate(int prompts, int maxNewTokens, double shortest, double longest, double risesBy) {
    public FormatGate {
        GatePolicy.requirePrompts("format", prompts);
        GatePolicy.requireTokens("format", maxNewTokens);
        Require.that(shortest > 0 && shortest < 1, "format.shortest must lie between 0 and 1 but is " + shortest);
        Require.that(
                longest > 1 && Double.isFinite(longest), "format.longest must be greater than 1 but is " + longest);
        Require.that(risesBy > 0 && risesBy < 1, "format.risesBy must lie between 0 and 1 but is " + risesBy);
    }
}
