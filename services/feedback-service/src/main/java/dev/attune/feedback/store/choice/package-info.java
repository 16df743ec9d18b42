/** Rows of items that want ratings, in the order in which they are handed out. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.choice;
