/** Scoring with a finished reward model: the only part of this room that others may use. */
@org.jspecify.annotations.NullMarked
package dev.attune.reward.score;
