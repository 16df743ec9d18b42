/** Ratings as votes between checkpoints. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.standing;
