/** Asks for new pairs when there is a new checkpoint, and closes old ones that no longer inform. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.fresh;
