/** Files of weights: safetensors in and out, memory-mapped, staged before they are published. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.file;
