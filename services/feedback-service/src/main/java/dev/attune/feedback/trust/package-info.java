/** What is known of raters, and what that says of pairs. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.trust;
