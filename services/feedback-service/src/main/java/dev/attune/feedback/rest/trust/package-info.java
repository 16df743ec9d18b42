/** The routes to what is known of raters. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.trust;
