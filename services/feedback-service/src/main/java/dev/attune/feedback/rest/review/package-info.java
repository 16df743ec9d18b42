/** The reviewers' routes. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.review;
