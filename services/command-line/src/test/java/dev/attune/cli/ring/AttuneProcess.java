package dev.attune.cli.ring;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.attune.cli.AttuneCommand;
import dev.attune.platform.home.Installation;

/** A command of {@code ./attune} in a process of its own, as a person starts it. */
final class AttuneProcess {

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;

    private AttuneProcess(Process process, Consumer<String> onLine) {
        this.process = process;
        this.reader = Thread.ofVirtual().start(() -> read(onLine));
    }

    /** Starts a command; {@code onLine} hears each line of both of its outputs. */
    static AttuneProcess start(Map<String, String> environment, Consumer<String> onLine, String... arguments)
            throws IOException {
        Path room = Path.of("").toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(
                Installation.java(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                room.resolve("target/classes") + ":"
                        + Files.readString(room.resolve("target/classpath.txt")).strip(),
                AttuneCommand.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return new AttuneProcess(builder.start(), onLine);
    }

    private void read(Consumer<String> onLine) {
        try (BufferedReader in = process.inputReader()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
                onLine.accept(line);
            }
        } catch (IOException e) {
            lines.add("(the output ended: " + e.getMessage() + ")");
        }
    }

    /** Waits for the end and returns the exit code. */
    int await(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("The command did not end within " + patience + ":\n" + output());
        }
        reader.join();
        return process.exitValue();
    }

    String output() {
        return String.join("\n", lines);
    }

    /** Ends the process and all that it started, whatever state they are in. */
    void destroy() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
