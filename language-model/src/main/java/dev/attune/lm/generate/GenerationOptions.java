package dev.attune.lm.generate;

/**
 * What a {@link Generator} may use.
 *
 * @param rows answers in the making at once, at most
 * @param memoryBytes for the key-value cache, the scores and packed weights together; 0 for what the machine has free
 * @param packWeights whether to keep a second copy of the weights in the layout of the processor's kernels, if the memory
 *     suffices: about a third faster
 * @param threads cores to use; 0 for all
 */
public record GenerationOptions(int rows, long memoryBytes, boolean packWeights, int threads) {
    public GenerationOptions {
        if (rows < 1 || memoryBytes < 0 || threads < 0) {
            throw new IllegalArgumentException(
                    "Generation needs at least one row, and memory and threads of at least 0 (0: whatever there is).");
        }
    }

    public static GenerationOptions defaults() {
        return new GenerationOptions(64, 0, true, 0);
    }

    public GenerationOptions withRows(int most) {
        return new GenerationOptions(most, memoryBytes, packWeights, threads);
    }

    public GenerationOptions withMemoryBytes(long bytes) {
        return new GenerationOptions(rows, bytes, packWeights, threads);
    }

    public GenerationOptions withPackedWeights(boolean pack) {
        return new GenerationOptions(rows, memoryBytes, pack, threads);
    }
}
