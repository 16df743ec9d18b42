package dev.attune.feedback.playground;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;

/**
 * One side of a comparison.
 *
 * @param model the checkpoint or channel that was asked for
 * @param sampling how it is asked, its seed included
 * @param answer what it said; absent until all of it was said
 */
public record Seat(
        String model, Sampling sampling, @Nullable Candidate answer) {}
