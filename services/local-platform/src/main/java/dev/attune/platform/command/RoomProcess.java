package dev.attune.platform.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Another room's main as a child of this command, with this command's terminal. */
public final class RoomProcess {

    private static final int INTERRUPTED = 130;

    private final Context context;

    public RoomProcess(Context context) {
        this.context = context;
    }

    /** Runs the room's main and returns its exit code; 130 when it was ended by a signal. */
    public int run(String folder, String mainClass, List<String> arguments) {
        return run(folder, mainClass, arguments, ProcessBuilder.Redirect.INHERIT);
    }

    /** As {@link #run}, without the room's results: a step of a command that has a result of its own. */
    public int runStep(String folder, String mainClass, List<String> arguments) {
        return run(folder, mainClass, arguments, ProcessBuilder.Redirect.DISCARD);
    }

    /** As {@link #run}, with the room's results in {@code file}. */
    public int runInto(Path file, String folder, String mainClass, List<String> arguments) {
        return run(folder, mainClass, arguments, ProcessBuilder.Redirect.to(file.toFile()));
    }

    private int run(String folder, String mainClass, List<String> arguments, ProcessBuilder.Redirect results) {
        List<String> jvm = List.of(
                "-Dattune.root=" + context.installation().root(),
                "-XX:+UseSerialGC",
                "-Xmn16m", // nearly all memory is libtorch's: a small nursery keeps the process near the weights' size
                "-XX:+ExitOnOutOfMemoryError");
        ProcessBuilder builder = new ProcessBuilder(context.installation().plainMain(folder, mainClass, jvm, arguments))
                .inheritIO()
                .redirectOutput(results);
        Map<String, String> environment = builder.environment();
        environment.put("ATTUNE_HOME", context.home().directory().toString());
        environment.putIfAbsent("MALLOC_ARENA_MAX", "2");
        try {
            Process process = builder.start();
            Thread atExit = new Thread(() -> endWithThisCommand(process), "end-" + folder);
            Runtime.getRuntime().addShutdownHook(atExit);
            int exit = process.waitFor();
            return exit > 128 ? INTERRUPTED : exit;
        } catch (IOException e) {
            throw new AttuneException(
                    "not-started",
                    ErrorCategory.RESOURCES,
                    "The command of " + folder + " could not be started: " + e.getMessage() + ".",
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
