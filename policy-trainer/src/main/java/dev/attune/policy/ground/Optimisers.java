package dev.attune.policy.ground;

import java.util.List;

import ai.djl.ndarray.NDManager;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.Optimisation;
import dev.attune.lm.optim.AdamW;
import dev.attune.lm.optim.AdamWConfig;
import dev.attune.lm.optim.Gradients;
import dev.attune.lm.optim.Schedule;
import dev.attune.lm.weight.Parameter;

/** The optimiser of what trains and its schedule as the settings say them. */
public final class Optimisers {

    private Optimisers() {}

    /** To be closed by the caller. */
    public static AdamW adamW(NDManager manager, List<Parameter> parameters, Optimisation settings) {
        return new AdamW(
                manager,
                parameters,
                new AdamWConfig(
                        settings.adam().beta1(),
                        settings.adam().beta2(),
                        settings.adam().epsilon(),
                        settings.adam().weightDecay()));
    }

    /**
     * Clips the gradients of an update that learns from a reward.
     *
     * @return their global norm before
     * @throws AttuneException {@code not-finite} before anything moves
     */
    public static double clip(List<Parameter> parameters, Optimisation settings, int update) {
        double norm = Gradients.clip(parameters, settings.maxGradientNorm());
        if (!Double.isFinite(norm)) {
            throw ErrorCategory.CALLER.error(
                    "not-finite",
                    "The gradient norm of update " + (update + 1) + " is " + norm
                            + "; lower optimisation.learningRate or check the reward.");
        }
        return norm;
    }

    /** @param steps optimiser steps of the whole run */
    public static Schedule schedule(Optimisation settings, long steps) {
        return new Schedule(
                shape(settings), settings.adam().learningRate(), Math.round(settings.warmUpShare() * steps), steps);
    }

    public static Schedule.Shape shape(Optimisation settings) {
        return switch (settings.schedule()) {
            case CONSTANT -> Schedule.Shape.CONSTANT;
            case LINEAR -> Schedule.Shape.LINEAR;
            case COSINE -> Schedule.Shape.COSINE;
        };
    }
}
