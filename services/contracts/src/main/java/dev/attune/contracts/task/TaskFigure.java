package dev.attune.contracts.task;

import dev.attune.contracts.error.Require;

/** A measured value with its 95 % interval. */
public record TaskFigure(double mean, double low, double high) {
    public TaskFigure {
        Require.that(low <= mean && mean <= high, "a figure needs low <= mean <= high");
    }
}
