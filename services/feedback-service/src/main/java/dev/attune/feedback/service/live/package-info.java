/** Reactions to served answers, and what projects allow. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.live;
