/** How checkpoints stand, computed when votes have changed and told to those who look on. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.standing;
