/** What other programs are told of, and what became of telling them. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.webhook;
