/** Rewards that are not models: rules over the text, external programs, and weighted sums of them and of reward models. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.reward;
