/** The maths of comparisons: Bradley-Terry, Davidson's ties. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward.loss;
