/** Which snapshots of data were made. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.snapshot;
