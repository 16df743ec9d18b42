/** Prompts from logged use of what is served. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.mining;
