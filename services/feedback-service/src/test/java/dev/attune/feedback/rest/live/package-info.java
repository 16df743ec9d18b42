/** Reactions to served answers. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.live;
