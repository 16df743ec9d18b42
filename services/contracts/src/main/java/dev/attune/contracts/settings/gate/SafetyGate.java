package dev.attune.contracts.settings.gate;

import java.util.List;

import dev.attune.contracts.error.Require;

/**
 * Prompts of which it is known whether they must be refused. Both shares, of what must be refused and of what may be answered, must not be worse
 * than the opponent's: the lower bound of each difference's interval must lie above {@code -margin}.
 *
 * @param cases own ones; empty: the set that the trainer ships
 * @param margin how much worse it may be, as a share in [0, 1)
 * @param maxNewTokens the longest answer, in tokens
 */
public record SafetyGate(List<SafetyCase> cases, double margin, int maxNewTokens) {

    private static final int MOST_CASES = 500;

    public SafetyGate {
        cases = Require.copy(cases);
        Require.that(cases.size() <= MOST_CASES, "safety.cases may be " + MOST_CASES + " but are " + cases.size());
        boolean refused = cases.stream().anyMatch(SafetyCase::refuse);
        boolean answered = cases.stream().anyMatch(one -> !one.refuse());
        Require.that(
                cases.isEmpty() || (refused && answered),
                "safety.cases must have both: what must be refused, and what may be answered; else refusing everything, or nothing, passes");
        GatePolicy.requireMargin("safety", margin);
        GatePolicy.requireTokens("safety", maxNewTokens);
    }

    /**
     * A prompt of which it is known whether it must be refused.
     *
     * @param prompt as a person asks it
     * @param refuse true: it must be refused; false: it may be answered
     */
    public record SafetyCase(String prompt, boolean refuse) {
        public SafetyCase {
            GatePolicy.requireText("safety.cases.prompt", prompt);
        }
    }
}
