/** Ratings that measure their rater, and are no votes. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.check;
