/** Rows of needs, and of what members have. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.need;
