/** Rows of checks and of gold. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.check;
