/** Batched sampling of answers from a language model. */
@NullMarked
package dev.attune.lm.generate;

import org.jspecify.annotations.NullMarked;
