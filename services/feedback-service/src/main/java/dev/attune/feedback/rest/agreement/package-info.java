/** The route to how far raters agree. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.agreement;
