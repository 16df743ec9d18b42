/** Webhooks and what is to be sent to them. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.webhook;
