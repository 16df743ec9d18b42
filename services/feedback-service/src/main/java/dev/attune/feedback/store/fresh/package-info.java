/** Checkpoints of the ring, and the new pairs that were asked for. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.fresh;
