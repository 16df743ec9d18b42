package dev.attune.policy.data;

import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The batches of a run, step by step: {@link LengthBatches} of one epoch after another, planned once for each. What a step
 * learns follows from the seed and the step's number alone.
 */
public final class Epochs<T> {

    private final List<T> data;
    private final ToIntFunction<T> length;
    private final int batchSize;
    private final long seed;
    private int planned = -1;
    private List<List<T>> batches = List.of();

    public Epochs(List<T> data, ToIntFunction<T> length, int batchSize, long seed) {
        this.data = List.copyOf(data);
        this.length = length;
        this.batchSize = batchSize;
        this.seed = seed;
    }

    /** Steps of one epoch. */
    public int steps() {
        return Math.ceilDiv(data.size(), batchSize);
    }

    /** The epoch of a step, both counted from 0. */
    public int epoch(int step) {
        return step / steps();
    }

    /** Whether a step is its epoch's first. */
    public boolean begins(int step) {
        return step % steps() == 0;
    }

    /** What a step learns from. */
    public List<T> batch(int step) {
        int epoch = epoch(step);
        if (epoch != planned) {
            batches = LengthBatches.epoch(data, length, batchSize, seed, epoch);
            planned = epoch;
        }
        return batches.get(step - epoch * steps());
    }
}
