/** The routes to raters and what they are told. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.rater;
