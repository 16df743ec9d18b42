/** Weights on disk: safetensors, GGUF and Hugging Face directories. */
@NullMarked
package dev.attune.lm.checkpoint;

import org.jspecify.annotations.NullMarked;
