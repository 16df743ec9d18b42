/** Comparisons as they are kept. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.playground;
