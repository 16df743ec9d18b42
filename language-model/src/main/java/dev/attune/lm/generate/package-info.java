/** Batched sampling of answers from a language model. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.generate;
