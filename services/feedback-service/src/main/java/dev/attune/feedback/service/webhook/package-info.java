/** Telling other programs what happened, signed as Standard Webhooks. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.webhook;
