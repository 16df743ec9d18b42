/**
 * The maths of tuning directly on preferences, without sampling: pure functions on float32 arrays of log-probabilities that
 * were summed over each answer's real tokens.
 */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.direct;
