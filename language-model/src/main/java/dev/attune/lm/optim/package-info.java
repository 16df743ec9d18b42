/** Optimiser, learning-rate schedules and gradient clipping. */
@NullMarked
package dev.attune.lm.optim;

import org.jspecify.annotations.NullMarked;
