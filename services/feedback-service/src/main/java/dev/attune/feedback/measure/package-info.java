/** What the feedback service counts, for those who run it. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.measure;
