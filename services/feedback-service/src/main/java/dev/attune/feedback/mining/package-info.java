/** Prompts from logged use: what is personal in a text, what is nearly the same text, and what became of each. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.mining;
