/** Asks models for answers to compare, and turns verdicts on them into ratings. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.playground;
