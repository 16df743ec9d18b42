/** Answers sampled from the policy, and the numbers that training needs about each of their tokens. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.rollout;
