package dev.attune.lab.study;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * A cell with the places of what it needs: what its process is told.
 *
 * @param taskFile of the task
 * @param model folder of the model
 * @param general file of texts that have nothing to do with the task, or none
 * @param keep where an adapter is kept, or nowhere
 */
public record Order(
        Cell cell,
        Path taskFile,
        Path model,
        @Nullable Path general,
        @Nullable Path keep) {}
