/** Invitations over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.invitation;
