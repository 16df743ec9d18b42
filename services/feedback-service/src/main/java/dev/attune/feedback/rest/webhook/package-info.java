/** Webhooks of a project. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.webhook;
