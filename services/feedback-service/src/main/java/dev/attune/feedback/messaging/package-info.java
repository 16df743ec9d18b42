/** The bus: completions come in, outbox rows go out. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.messaging;
