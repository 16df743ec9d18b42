/** How good a reward model is: accuracy, calibration, length bias. */
@NullMarked
package dev.attune.reward.evaluation;

import org.jspecify.annotations.NullMarked;
