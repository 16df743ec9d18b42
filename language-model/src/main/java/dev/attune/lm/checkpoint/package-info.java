/** Weights on disk: safetensors, GGUF and Hugging Face directories. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.checkpoint;
