/** Reward modelling: from pairs of answers that people compared to a model that scores one answer. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward;
