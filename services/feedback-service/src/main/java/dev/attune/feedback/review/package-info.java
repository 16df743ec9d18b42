/** What reviewers look at and decide: flags, disagreement, notes, adjudications. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.review;
