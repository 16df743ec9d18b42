/** Sending files in pieces. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.upload;
