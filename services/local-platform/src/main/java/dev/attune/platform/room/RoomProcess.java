package dev.attune.platform.room;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Installation;

/** Another room's main as a child of this command, with this command's terminal. */
public record RoomProcess(Installation installation, Home home) {
    private static final int INTERRUPTED = 130;

    /** Runs the room's main and returns its exit code; 130 when it was ended by a signal. */
    public int run(RoomMain room, List<String> arguments) {
        return run(room, arguments, ProcessBuilder.Redirect.INHERIT);
    }

    /** As {@link #run}, without the room's results: a step of a command that has a result of its own. */
    public int runStep(RoomMain room, List<String> arguments) {
        return run(room, arguments, ProcessBuilder.Redirect.DISCARD);
    }

    /**
     * As {@link #run}, for a result that is JSON.
     *
     * @throws AttuneException {@code room-failed} when the room's main does not end with 0
     */
    public JsonNode ask(RoomMain room, List<String> arguments) {
        try {
            Path answer = Files.createTempFile("attune-" + room.folder().replace('/', '-'), ".json");
            try {
                int exit = run(room, arguments, ProcessBuilder.Redirect.to(answer.toFile()));
                if (exit != 0) {
                    throw failed(room, arguments, "it ended with exit code " + exit, null);
                }
                return Json.MAPPER.readTree(answer.toFile());
            } finally {
                Files.delete(answer);
            }
        } catch (IOException e) {
            throw failed(room, arguments, "its answer cannot be read: " + e.getMessage(), e);
        }
    }

    private static AttuneException failed(
            RoomMain room, List<String> arguments, String why, @Nullable Throwable cause) {
        return ErrorCategory.RESOURCES.error(
                "room-failed",
                "The command " + arguments.getFirst() + " of " + room.folder() + " failed: " + why + ".",
                cause);
    }

    private int run(RoomMain room, List<String> arguments, ProcessBuilder.Redirect results) {
        List<String> jvm = List.of(
                "-Dattune.root=" + installation.root(),
                "-XX:+UseSerialGC",
                "-Xmn16m", // nearly all memory is libtorch's: a small nursery keeps the process near the weights' size
                "-XX:+ExitOnOutOfMemoryError");
        ProcessBuilder builder = new ProcessBuilder(
                        installation.plainMain(room.folder(), room.mainClass(), jvm, arguments))
                .inheritIO()
                .redirectOutput(results);
        Map<String, String> environment = builder.environment();
        environment.put("ATTUNE_HOME", home.directory().toString());
        environment.putIfAbsent("MALLOC_ARENA_MAX", "2");
        try {
            Process process = builder.start();
            Thread atExit = new Thread(() -> endWithThisCommand(process), "end-" + room.folder());
            Runtime.getRuntime().addShutdownHook(atExit);
            int exit = process.waitFor();
            return exit > 128 ? INTERRUPTED : exit;
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "not-started",
                    "The command of " + room.folder() + " could not be started: " + e.getMessage() + ".",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return INTERRUPTED;
        }
    }

    /** A terminal's interrupt reaches the child too; a plain kill of this command does not. */
    private static void endWithThisCommand(Process process) {
        if (!process.isAlive()) {
            return;
        }
        process.destroy();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }
}
