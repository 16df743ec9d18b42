/** Best-of-n sampling, the baseline of every method that learns: no training, a known KL. */
@NullMarked
package dev.attune.policy.bestof;

import org.jspecify.annotations.NullMarked;
