/** Blind comparison of two checkpoints: answers, judges, and the win rate with its interval. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.evaluation;
