/** Log-probabilities and losses over a vocabulary, in chunks. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.loss;
