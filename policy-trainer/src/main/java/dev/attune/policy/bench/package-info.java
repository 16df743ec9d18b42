/** {@code bench ppo|reward|sft|dpo}: our recipes timed beside TRL's trainers, each in a process of its own. */
@NullMarked
package dev.attune.policy.bench;

import org.jspecify.annotations.NullMarked;
