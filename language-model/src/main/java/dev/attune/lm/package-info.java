/** A Llama-architecture transformer on DJL arrays: configuration, layers, batches and the language model that holds them together. */
@NullMarked
package dev.attune.lm;

import org.jspecify.annotations.NullMarked;
