/** Answers sampled from the policy, and the numbers that training needs about each of their tokens. */
@NullMarked
package dev.attune.policy.rollout;

import org.jspecify.annotations.NullMarked;
