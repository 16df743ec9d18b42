package dev.attune.platform.process;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What the supervisor knows about one process.
 *
 * @param pid 0 when it does not run
 * @param startedAt absent when it never ran
 * @param trouble what a person should know of it, as it or the supervisor says; absent when all is well
 */
public record ProcessStatus(
        String name,
        long pid,
        ProcessState state,
        int port,
        @Nullable Instant startedAt,
        int restarts,
        @Nullable String trouble) {}
