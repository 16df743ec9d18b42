package dev.attune.lm.file;

import org.jspecify.annotations.Nullable;

/** The tensors of a model's files, by their Hugging Face names. */
public interface StoredWeights {
    /** The tensor {@code name}, or none. */
    @Nullable
    StoredWeight find(String name);

    /** The files, for a sentence. */
    String place();
}
