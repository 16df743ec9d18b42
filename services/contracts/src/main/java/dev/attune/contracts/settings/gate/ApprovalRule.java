package dev.attune.contracts.settings.gate;

import dev.attune.contracts.error.Require;

/**
 * How many people must stand behind a promotion. Whoever asks for it is one of them and cannot approve it; where the loop asks by itself, all of them
 * approve.
 *
 * @param people 2 are the four eyes
 */
public record ApprovalRule(int people) {

    private static final int MOST = 10;

    public ApprovalRule {
        Require.that(
                people >= 1 && people <= MOST, "approval.people must lie between 1 and " + MOST + " but is " + people);
    }
}
