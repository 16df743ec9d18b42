/** A run under watch: held-out prompts are answered now and then, samples are kept, alarms hear of every number. */
@NullMarked
package dev.attune.policy.watch;

import org.jspecify.annotations.NullMarked;
