package dev.attune.lab.token;

import org.jspecify.annotations.Nullable;

/**
 * A step of a search, for reports: its losses are of training examples.
 *
 * @param gradientLoss of the tokens before it, on the examples of the gradient
 * @param before of these on the examples of the candidates
 * @param after of the best candidate on the same; that of {@code before} where none was better
 * @param tried candidates that turn into themselves
 * @param dev the loss on the examples to choose with, where the step measured it; else null
 */
public record Step(
        int step,
        double gradientLoss,
        double before,
        double after,
        int tried,
        String text,
        @Nullable Double dev) {}
