/** Comparisons over HTTP. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.playground;
