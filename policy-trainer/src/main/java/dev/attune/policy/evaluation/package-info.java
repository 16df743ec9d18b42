/** Blind comparison of two checkpoints: answers, judges, and the win rate with its interval. */
@NullMarked
package dev.attune.policy.evaluation;

import org.jspecify.annotations.NullMarked;
