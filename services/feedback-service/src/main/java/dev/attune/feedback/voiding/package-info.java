/** Ratings of one person taken out of a project. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.voiding;
