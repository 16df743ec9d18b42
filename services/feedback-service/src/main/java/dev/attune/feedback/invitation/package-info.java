/** Links that let somebody in once. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.invitation;
