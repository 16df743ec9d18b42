package dev.attune.lm.generate;

/** Hears of each token as it is chosen. */
@FunctionalInterface
public interface TokenListener {
    /** Hears nothing. */
    TokenListener NONE = (request, token) -> {};

    /**
     * A token was chosen.
     *
     * @param request index of the request in the list that was given
     * @param token the new token, end-of-sequence included
     */
    void onToken(int request, int token);
}
