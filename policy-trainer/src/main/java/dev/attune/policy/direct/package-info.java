/**
 * Tuning directly on preferences, from files or from answers of the policy's own: the recipes with their passes and states, and
 * their maths, which are pure functions on float32 arrays of log-probabilities that were summed over each answer's real tokens.
 */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.direct;
