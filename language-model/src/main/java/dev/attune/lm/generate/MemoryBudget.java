package dev.attune.lm.generate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

import com.sun.management.OperatingSystemMXBean;

import dev.attune.lm.layer.KvCache;
import dev.attune.lm.model.LanguageModel;

/** What a generation will need, against what it may have: refused before anything is allocated. */
final class MemoryBudget {
    private static final Path MEMORY = Path.of("/proc/meminfo");
    /** Scores, their softmax and what lies between, in float32. */
    private static final int SCORE_COPIES = 4;

    private final LanguageModel model;
    private final GenerationOptions options;
    private final long bytes;

    MemoryBudget(LanguageModel model, GenerationOptions options) {
        this.model = model;
        this.options = options;
        this.bytes = options.memoryBytes() == 0 ? available() : options.memoryBytes();
    }

    /**
     * How many rows of {@code capacity} positions fit, at most {@code wanted}.
     *
     * @throws IllegalArgumentException if not even one fits
     */
    int rows(int wanted, int capacity) {
        long most = bytes / rowBytes(capacity);
        if (most < 1) {
            throw new IllegalArgumentException(
                    "Generation needs at least %,d MB for one row of %,d positions, but has %,d MB; "
                                    .formatted(megabytes(rowBytes(capacity)), capacity, megabytes(bytes))
                            + "ask for fewer new tokens, shorten the prompt or give it more memory.");
        }
        return (int) Math.min(wanted, most);
    }

    /** Whether packed weights fit beside {@code rows} rows. */
    boolean fitsPacked(int rows, int capacity) {
        return options.packWeights()
                && rows * rowBytes(capacity) + model.transformer().packedBytes() <= bytes;
    }

    private long rowBytes(int capacity) {
        long scores = (long) SCORE_COPIES * Float.BYTES * model.config().vocabularySize();
        return KvCache.bytes(model.config(), model.transformer().compute(), 1, capacity) + scores;
    }

    private static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }

    /** What Linux says can be had without swapping; elsewhere what is free. */
    private static long available() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        try {
            if (Files.exists(MEMORY)) {
                for (String line : Files.readAllLines(MEMORY)) {
                    if (line.startsWith("MemAvailable:")) {
                        long available = Long.parseLong(line.replaceAll("\\D", "")) << 10;
                        return Math.min(available, system.getTotalMemorySize());
                    }
                }
            }
        } catch (IOException unreadable) {
            return system.getFreeMemorySize();
        }
        return system.getFreeMemorySize();
    }
}
