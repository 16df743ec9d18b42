/** Which item a rater is handed next. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.choice;
