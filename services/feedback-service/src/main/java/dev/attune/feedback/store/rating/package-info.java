/** Ratings written and read several at a time. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.rating;
