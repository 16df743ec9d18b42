/** Answers that are judged by themselves. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.answer;
