/** The routes to how checkpoints stand. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.rest.standing;
