package dev.attune.platform.model;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What the header of a file of weights says.
 *
 * @param bytes of the whole file
 * @param parameters elements of all its tensors
 * @param numberTypes such as {@code BF16}, sorted
 * @param problem what is wrong with the file, to be said after its name; absent when it is whole
 */
public record FileHeader(
        long bytes,
        long parameters,
        List<String> numberTypes,
        @Nullable String problem) {

    public FileHeader {
        numberTypes = List.copyOf(numberTypes);
    }
}
