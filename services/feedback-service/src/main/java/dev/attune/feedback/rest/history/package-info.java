/** The routes to one's own ratings. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.history;
