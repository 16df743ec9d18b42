package dev.attune.inference.service;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.ExchangeEvent.Assignment;
import dev.attune.inference.model.ModelLease;

/**
 * The use of a checkpoint for one answer.
 *
 * @param channel that was asked; absent where a checkpoint was named
 * @param assignment absent where no canary runs
 */
record Answering(
        ModelLease lease,
        @Nullable String channel,
        @Nullable Assignment assignment) {}
