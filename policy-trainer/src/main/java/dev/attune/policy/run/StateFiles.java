package dev.attune.policy.run;

import java.nio.file.Path;

/** Weights and optimiser as files of a state. */
@FunctionalInterface
public interface StateFiles extends AutoCloseable {

    /** Writes them into an empty directory. */
    void write(Path directory);

    /** Frees what they hold in memory. */
    @Override
    default void close() {}
}
