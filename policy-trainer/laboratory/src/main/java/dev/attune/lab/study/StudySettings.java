package dev.attune.lab.study;

import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.ErrorCategory;

/**
 * What is compared.
 *
 * @param modelDigest of the model's files
 * @param generalDigest of the general text; empty without one
 * @param seeds how many; they are 1, 2 and so on
 * @param curve numbers of training examples for the sample-size curves; empty for none
 */
public record StudySettings(
        Path model,
        String modelDigest,
        List<Method> methods,
        Sizes sizes,
        int seeds,
        List<Integer> curve,
        @Nullable Path general,
        String generalDigest) {

    public StudySettings {
        methods = methods.stream().distinct().toList();
        curve = List.copyOf(curve);
        if (seeds < 1) {
            throw ErrorCategory.CALLER.error("lab-sizes", "--seeds is " + seeds + "; give 1 or more.");
        }
        if (methods.isEmpty()) {
            throw ErrorCategory.CALLER.error("lab-sizes", "There is no method to compare; give --methods.");
        }
    }

    /** The model's name: the last part of its folder. */
    public String modelName() {
        return String.valueOf(model.toAbsolutePath().normalize().getFileName());
    }
}
