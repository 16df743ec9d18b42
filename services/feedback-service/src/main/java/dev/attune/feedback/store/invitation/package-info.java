/** Where invitations are kept. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.invitation;
