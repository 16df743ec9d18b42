/** Data that runs learn from, as it was at a moment. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.snapshot;
