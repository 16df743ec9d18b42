/** Use cases of reviewers, and of raters who ask them. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.review;
