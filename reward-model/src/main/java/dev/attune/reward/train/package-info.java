/** The recipe: reward modelling with its loop, states and metrics. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward.train;
