/**
 * The maths of policy gradients without a value function: an answer is compared with the others that were sampled for the
 * same prompt. Pure functions on float32 arrays.
 */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.group;
