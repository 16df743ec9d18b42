/** What raters show of care, and what is done about it. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rater;
