/** The recipe: reward modelling with its loop, states and metrics. */
@NullMarked
package dev.attune.reward.train;

import org.jspecify.annotations.NullMarked;
