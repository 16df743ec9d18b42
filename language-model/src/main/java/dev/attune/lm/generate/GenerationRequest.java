package dev.attune.lm.generate;

/**
 * One answer that is wanted.
 *
 * @param prompt token ids, at least one
 * @param seed of this answer alone: it does not matter what else is in the batch
 */
@SuppressWarnings("ArrayRecordComponent") // a request is handed over, never compared
public record GenerationRequest(int[] prompt, long seed) {}
