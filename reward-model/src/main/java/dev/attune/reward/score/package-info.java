/** Scoring with a finished reward model: the only part of this room that others may use. */
@NullMarked
package dev.attune.reward.score;

import org.jspecify.annotations.NullMarked;
