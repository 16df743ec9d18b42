/** The bus: completions come in. What goes out is the outbox's, in service-kit. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.messaging;
