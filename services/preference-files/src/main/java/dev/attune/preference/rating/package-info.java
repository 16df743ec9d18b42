/** Rows of files as ratings and prompts to be entered: what people said, rather than what trainers learn. */
@org.jspecify.annotations.NullMarked
package dev.attune.preference.rating;
