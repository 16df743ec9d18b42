/** What managers want to know of a project. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.overview;
