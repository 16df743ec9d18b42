package dev.attune.lab.mixture;

import java.util.List;

import dev.attune.contracts.event.Message;

/**
 * A line of a mixture: what supervised tuning reads, and where it comes from.
 *
 * @param template counted from 1
 * @param shots examples in the prompt
 */
public record MixedExample(
        List<Message> messages, String task, String cluster, int template, int shots, String place) {}
