/** New pairs of answers when there is a new checkpoint. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.fresh;
