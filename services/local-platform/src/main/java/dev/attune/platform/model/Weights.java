package dev.attune.platform.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * What a file of weights holds.
 *
 * @param parameters elements of all tensors
 * @param numberTypes such as {@code BF16}, sorted
 */
record Weights(long parameters, List<String> numberTypes) {

    static final Weights NONE = new Weights(0, List.of());

    Weights {
        numberTypes = List.copyOf(numberTypes);
    }

    Weights and(Weights other) {
        return new Weights(
                parameters + other.parameters,
                Stream.concat(numberTypes.stream(), other.numberTypes.stream())
                        .distinct()
                        .sorted()
                        .toList());
    }

    Weights and(long elements, String numberType) {
        return and(new Weights(elements, List.of(numberType)));
    }
}
