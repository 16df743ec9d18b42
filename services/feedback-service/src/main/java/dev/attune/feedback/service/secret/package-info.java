/** Secrets that must be known again, and lie in the database encrypted. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.secret;
