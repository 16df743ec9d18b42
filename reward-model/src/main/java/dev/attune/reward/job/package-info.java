/** The worker: preferences on the bus in, reward-model checkpoints out. */
@NullMarked
package dev.attune.reward.job;

import org.jspecify.annotations.NullMarked;
