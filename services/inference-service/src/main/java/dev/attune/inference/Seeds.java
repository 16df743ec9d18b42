package dev.attune.inference;

import dev.attune.contracts.artifact.Sha256;

/** Seeds that follow from what is sampled, so that the same prompt gets the same answers from the same checkpoints. */
public final class Seeds {

    private Seeds() {}

    /**
     * The seed of an answer: the first bits of SHA-256 over what it is for.
     *
     * @param answer 0 for the first answer of the prompt, 1 for the second
     * @param attempt 0 at first, more when the answers came out alike
     */
    public static long of(String promptId, int answer, int attempt) {
        return new Sha256().add(promptId + '\n' + answer + '\n' + attempt).leading53();
    }
}
