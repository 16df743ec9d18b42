/** How checkpoints stand to each other, by the votes between their answers. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.standing;
