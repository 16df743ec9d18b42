/** Log-probabilities and losses over a vocabulary, in chunks. */
@NullMarked
package dev.attune.lm.loss;

import org.jspecify.annotations.NullMarked;
