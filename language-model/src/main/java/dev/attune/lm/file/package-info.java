/** Files of weights: safetensors in and out, memory-mapped, staged before they are published. */
@NullMarked
package dev.attune.lm.file;

import org.jspecify.annotations.NullMarked;
