/** Prompts that came from logged use. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.mining;
