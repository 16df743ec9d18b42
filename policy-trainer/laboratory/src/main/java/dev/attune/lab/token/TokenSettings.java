package dev.attune.lab.token;

import dev.attune.contracts.error.ErrorCategory;

/**
 * How hard tokens are searched.
 *
 * @param tokens before each text
 * @param steps each a gradient, and a loss of every candidate
 * @param top tokens of a place that the gradient finds most promising
 * @param candidates replacements whose loss is computed in a step
 * @param batch training examples for a gradient, and as many others for the losses
 */
public record TokenSettings(TokenMethod method, int tokens, int steps, int top, int candidates, int batch, long seed) {

    private static final int MOST_TOKENS = 100;

    public TokenSettings {
        if (tokens < 1 || tokens > MOST_TOKENS || steps < 1 || top < 1 || candidates < 1 || batch < 1) {
            throw ErrorCategory.CALLER.error(
                    "token-settings",
                    "There cannot be " + tokens + " tokens, " + steps + " steps, " + candidates + " candidates of "
                            + top + " and " + batch + " examples; give 1 to " + MOST_TOKENS
                            + " tokens and 1 or more of the others.");
        }
    }
}
