package dev.attune.lm.optim;

import java.util.List;

import ai.djl.ndarray.NDArray;

import dev.attune.lm.torch.Autograd;
import dev.attune.lm.weight.Parameter;

import static dev.attune.lm.torch.Operators.vectorDot;

/** The gradients of a set of parameters, taken together. */
public final class Gradients {
    private static final double EPSILON = 1e-6;

    private Gradients() {}

    /** The Euclidean norm of all gradients together. */
    public static double norm(List<Parameter> parameters) {
        double sum = 0;
        for (Parameter parameter : parameters) {
            try (NDArray gradient = Autograd.gradient(parameter.value())) {
                if (gradient != null) {
                    sum += squaredNorm(gradient);
                }
            }
        }
        return Math.sqrt(sum);
    }

    /**
     * Scales all gradients by {@code maximum / norm} where the norm is larger (Pascanu et al. 2013, arXiv:1211.5063).
     *
     * @return the norm before
     */
    public static double clip(List<Parameter> parameters, double maximum) {
        double norm = norm(parameters);
        if (norm > maximum) {
            scale(parameters, maximum / (norm + EPSILON));
        }
        return norm;
    }

    /** Multiplies all gradients by {@code factor}. */
    public static void scale(List<Parameter> parameters, double factor) {
        for (Parameter parameter : parameters) {
            try (NDArray gradient = Autograd.gradient(parameter.value())) {
                if (gradient != null) {
                    gradient.muli(factor);
                }
            }
        }
    }

    /** Drops all gradients, so that the next ones start at zero; a parameter that gets none keeps none. */
    public static void zero(List<Parameter> parameters) {
        parameters.forEach(parameter -> Autograd.dropGradient(parameter.value()));
    }

    private static double squaredNorm(NDArray gradient) {
        try (NDArray flat = gradient.flatten();
                NDArray dot = vectorDot(flat, flat)) {
            return dot.getFloat();
        }
    }
}
