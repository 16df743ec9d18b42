/** Invitations: making, revoking and using them. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.invitation;
