package dev.attune.feedback.signin;

import java.util.List;

/**
 * What became of asking a provider whether it would let people in.
 *
 * @param works whether every step did
 */
public record ProviderTest(boolean works, List<Step> steps) {

    /**
     * A step of it.
     *
     * @param name {@code discovery}, {@code keys}, {@code pkce} or {@code client}
     * @param detail what was found, as a sentence
     */
    public record Step(String name, boolean works, String detail) {}
}
