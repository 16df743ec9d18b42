/** Ratings accepted, several in one transaction. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.acceptance;
