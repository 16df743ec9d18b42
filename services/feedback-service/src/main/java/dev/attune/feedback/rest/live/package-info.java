/** Reactions to served answers over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.live;
