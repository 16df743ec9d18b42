package dev.attune.contracts.settings.gate;

import dev.attune.contracts.error.Require;

/**
 * A blind comparison with what the channel serves, on held-out prompts.
 *
 * @param judge who judges
 * @param prompts at the most, each answered once by both
 * @param maxNewTokens the longest answer, in tokens
 * @param atLeast what the lower bound of the win rate's 95 % interval must reach, in (0, 1)
 */
public record WinRateGate(GateJudge judge, int prompts, int maxNewTokens, double atLeast) {
    public WinRateGate {
        Require.present(judge, "judge");
        GatePolicy.requirePrompts("winRate", prompts);
        GatePolicy.requireTokens("winRate", maxNewTokens);
        Require.that(atLeast > 0 && atLeast < 1, "winRate.atLeast must lie between 0 and 1 but is " + atLeast);
    }
}
