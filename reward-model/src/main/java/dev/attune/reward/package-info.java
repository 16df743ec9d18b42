/** Reward modelling: from pairs of answers that people compared to a model that scores one answer. */
@NullMarked
package dev.attune.reward;

import org.jspecify.annotations.NullMarked;
