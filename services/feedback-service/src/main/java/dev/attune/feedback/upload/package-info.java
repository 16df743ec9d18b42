/** Files that come in: what is in them, and how far their rows are entered. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.upload;
