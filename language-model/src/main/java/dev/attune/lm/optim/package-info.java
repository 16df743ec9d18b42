/** Optimiser, learning-rate schedules and gradient clipping. */
@org.jspecify.annotations.NullMarked
package dev.attune.lm.optim;
