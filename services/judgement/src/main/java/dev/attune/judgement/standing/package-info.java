/** How checkpoints stand to each other, by the votes between them. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.standing;
