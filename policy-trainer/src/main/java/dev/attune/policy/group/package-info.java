/**
 * Policy gradients without a value function: an answer is compared with the others that were sampled for the same prompt. The
 * recipe with its update, report and state, and its maths, which are pure functions on float32 arrays.
 */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.group;
