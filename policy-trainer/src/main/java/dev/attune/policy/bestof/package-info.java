/** Best-of-n sampling, the baseline of every method that learns: no training, a known KL. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.bestof;
