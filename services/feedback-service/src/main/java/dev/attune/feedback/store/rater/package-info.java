/** Rows of how raters stand. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.rater;
