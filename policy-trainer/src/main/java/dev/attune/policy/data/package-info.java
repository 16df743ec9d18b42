/** Prompts to train and evaluate on, from files. */
@NullMarked
package dev.attune.policy.data;

import org.jspecify.annotations.NullMarked;
