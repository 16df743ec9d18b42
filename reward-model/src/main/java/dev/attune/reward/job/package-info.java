/** The worker: preferences on the bus in, reward-model checkpoints out. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward.job;
