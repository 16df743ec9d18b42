/** The maths of comparisons: Bradley-Terry, Davidson's ties. */
@NullMarked
package dev.attune.reward.loss;

import org.jspecify.annotations.NullMarked;
