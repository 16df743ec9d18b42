/** Thumbs of applications. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.answer;
