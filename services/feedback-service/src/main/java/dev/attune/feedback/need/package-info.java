/** What items ask of their raters, and what raters have. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.need;
