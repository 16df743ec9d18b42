/** The routes to checks of raters. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.check;
