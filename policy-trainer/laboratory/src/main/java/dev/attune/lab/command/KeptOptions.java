package dev.attune.lab.command;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A model, and a folder where what it is asked is kept: a picocli mixin of long commands that go on where they were killed. */
final class KeptOptions {

    @Mixin
    ModelChoice model = new ModelChoice();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Where all is kept; the same command goes on there (a folder named after command and task).")
    private @Nullable Path out;

    /** The folder, or the usual one of a command for what has this name. */
    Path folder(String command, String name) {
        return out == null ? Path.of(command, name) : out;
    }
}
