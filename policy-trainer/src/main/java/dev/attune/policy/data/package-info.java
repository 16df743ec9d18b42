/** Prompts to train and evaluate on, from files. */
@org.jspecify.annotations.NullMarked
package dev.attune.policy.data;
