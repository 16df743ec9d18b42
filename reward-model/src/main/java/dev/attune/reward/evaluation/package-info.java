/** How good a reward model is: accuracy, calibration, length bias. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward.evaluation;
