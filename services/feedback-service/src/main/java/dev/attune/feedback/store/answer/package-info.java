/** Answers that were judged by themselves. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.store.answer;
