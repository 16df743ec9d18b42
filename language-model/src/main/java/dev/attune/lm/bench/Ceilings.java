package dev.attune.lm.bench;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.torch.Operators;
import dev.attune.lm.transformer.Memory;

/**
 * What the machine can do at best, measured in the process that measures the work.
 *
 * @param gflops of a bfloat16 product of 2048 x 2048 x 2048
 * @param gigabytesPerSecond of reading a large array once
 */
public record Ceilings(double gflops, double gigabytesPerSecond) {
    private static final int SIDE = 2048;
    private static final long STREAMED = 1L << 27;
    private static final int ROUNDS = 5;

    /** Measures both; takes about a second. */
    public static Ceilings measure() {
        try (NDManager manager = Memory.newManager()) {
            NDArray square = Operators.to(manager.ones(new Shape(SIDE, SIDE)), Dtype.BFLOAT16);
            double product = best(() -> Operators.linear(square, square, null).close());
            NDArray large = manager.ones(new Shape(STREAMED));
            double sum = best(() -> large.sum().close());
            return new Ceilings(2.0 * SIDE * SIDE * SIDE / product / 1e9, STREAMED * Float.BYTES / sum / 1e9);
        }
    }

    /**
     * Seconds that the matrix products of one pass take by themselves, with the weights of all layers in turn, so that the
     * cache does not hold them.
     *
     * @param rows vectors that go through the blocks
     * @param headRows vectors that are scored
     */
    static double productSeconds(TransformerConfig config, Dtype dtype, int rows, int headRows) {
        try (NDManager manager = Memory.newManager()) {
            int hidden = config.hiddenSize();
            int heads = (config.heads() + 2 * config.keyValueHeads()) * config.headSize();
            double seconds = 0;
            seconds += productSeconds(manager, dtype, config.layers(), rows, hidden, heads);
            seconds +=
                    productSeconds(manager, dtype, config.layers(), rows, config.heads() * config.headSize(), hidden);
            seconds += productSeconds(manager, dtype, config.layers(), rows, hidden, 2 * config.intermediateSize());
            seconds += productSeconds(manager, dtype, config.layers(), rows, config.intermediateSize(), hidden);
            return seconds + productSeconds(manager, dtype, 1, headRows, hidden, config.vocabularySize());
        }
    }

    private static double productSeconds(NDManager parent, Dtype dtype, int count, int rows, int in, int out) {
        try (NDManager manager = parent.newSubManager()) {
            NDArray x = Operators.to(manager.ones(new Shape(rows, in)), dtype);
            List<NDArray> weights = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                weights.add(Operators.to(manager.ones(new Shape(out, in)), dtype));
            }
            return best(() ->
                    weights.forEach(weight -> Operators.linear(x, weight, null).close()));
        }
    }

    private static double best(Runnable work) {
        double best = Double.MAX_VALUE;
        for (int round = 0; round < ROUNDS; round++) {
            long start = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - start) / 1e9);
        }
        return best;
    }

    /**
     * Where the time of a piece of work goes, and how near it is to what the machine could do.
     *
     * @param seconds that the work took
     * @param productSeconds that its matrix products take by themselves
     * @param flop arithmetic of the products
     * @param productBytes read by the products: the weights
     * @param otherBytes memory traffic besides
     */
    ObjectNode explain(double seconds, double productSeconds, double flop, double productBytes, double otherBytes) {
        double traffic = otherBytes / gigabytesPerSecond / 1e9;
        double bound = Math.max(flop / gflops / 1e9, productBytes / gigabytesPerSecond / 1e9) + traffic;
        ObjectNode details = Measurement.noDetails();
        details.putObject("timeShares")
                .put("products", share(productSeconds, seconds))
                .put("memoryTraffic", share(traffic, seconds))
                .put("everythingElse", share(Math.max(0, seconds - productSeconds - traffic), seconds));
        details.putObject("ceiling")
                .put("bfloat16Gflops", Math.round(gflops))
                .put("gigabytesPerSecond", share(gigabytesPerSecond, 1))
                .put("shareReached", share(bound, seconds));
        return details;
    }

    private static double share(double part, double whole) {
        return Math.round(part / whole * 1000) / 1000.0;
    }
}
