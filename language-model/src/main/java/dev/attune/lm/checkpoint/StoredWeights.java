package dev.attune.lm.checkpoint;

import org.jspecify.annotations.Nullable;

/** The tensors of a model's files, by their Hugging Face names. */
interface StoredWeights {
    /** The tensor {@code name}, or none. */
    @Nullable
    StoredWeight find(String name);

    /** The files, for a sentence. */
    String place();
}
