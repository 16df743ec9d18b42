/** What items settle, told to the ring whenever a change makes it another. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.outcome;
