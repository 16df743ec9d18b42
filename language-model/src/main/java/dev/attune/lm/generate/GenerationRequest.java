package dev.attune.lm.generate;

import dev.attune.lm.rows.ResidentAdapter;

/**
 * One answer that is wanted.
 *
 * @param prompt token ids, at least one
 * @param seed of this answer alone: it does not matter what else is in the batch
 * @param adapter of this answer: requests with different ones are answered together; {@link ResidentAdapter#BASE} for the
 *     generator's own. It stays open until the generation is done
 */
@SuppressWarnings("ArrayRecordComponent") // a request is handed over, never compared
public record GenerationRequest(int[] prompt, long seed, ResidentAdapter adapter) {
    /** An answer with the generator's own adapter. */
    public GenerationRequest(int[] prompt, long seed) {
        this(prompt, seed, ResidentAdapter.BASE);
    }
}
