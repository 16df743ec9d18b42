/** Two checkpoints that answer the same conversation, side by side. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.playground;
