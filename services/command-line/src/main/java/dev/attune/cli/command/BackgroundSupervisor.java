package dev.attune.cli.command;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.platform.home.Installation;
import dev.attune.platform.log.LogFiles;
import dev.attune.platform.process.ProcessState;
import dev.attune.platform.room.PlatformSettings;
import dev.attune.platform.status.PlatformStatus;

/** Starts the supervisor as a process that outlives this command, and waits until it says that all is ready. */
public final class BackgroundSupervisor {

    /** Of its start cache. Short commands gain nothing of one. */
    private static final String PROGRAM = "command-line";

    private static final Path SETSID = Path.of("/usr/bin/setsid");
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private BackgroundSupervisor() {}

    /**
     * Returns when the platform is ready.
     *
     * @param main of this program, which the supervisor is another process of
     * @throws AttuneException {@code not-started} with the supervisor's own sentence
     */
    public static void start(PlatformSettings settings, Class<?> main, PrintWriter progress)
            throws InterruptedException {
        List<String> java = java(settings, main);
        start(settings, settings.installation().startCaches().with(PROGRAM, java), List.of(), progress);
    }

    /** As {@link #start}, of a platform that records what its programs load, and that ends when this command ends. */
    static void startRecording(PlatformSettings settings, Class<?> main, PrintWriter progress)
            throws InterruptedException {
        List<String> java = java(settings, main);
        List<String> bound =
                Files.isExecutable(SETPRIV) ? List.of(SETPRIV.toString(), "--pdeathsig", "TERM") : List.of();
        start(settings, settings.installation().startCaches().recording(PROGRAM, java), bound, progress);
    }

    private static void start(PlatformSettings settings, List<String> java, List<String> bound, PrintWriter progress)
            throws InterruptedException {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(bound);
        command.addAll(java);
        Path output = settings.home().logs().resolve("supervisor.out");
        Process process;
        try {
            Files.deleteIfExists(output);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(settings.environment());
            builder.environment().put("ATTUNE_HOME", settings.home().directory().toString());
            process = builder.start();
        } catch (IOException e) {
            throw failed("it could not be started: " + e.getMessage(), output);
        }
        await(process, settings, output, progress);
    }

    private static void await(Process process, PlatformSettings settings, Path output, PrintWriter progress)
            throws InterruptedException {
        Set<String> seen = new HashSet<>();
        // No deadline of its own: the supervisor has one for its start, and ends when that failed.
        while (true) {
            Optional<PlatformStatus> status =
                    PlatformStatus.read(settings.home().status()).filter(said -> said.supervisorPid() == process.pid());
            status.ifPresent(said -> tell(said, seen, progress));
            Optional<PlatformStatus> ready = status.filter(said -> said.phase() == PlatformStatus.Phase.READY);
            if (ready.isPresent()) {
                missing(ready.get()).forEach(progress::println);
                return;
            }
            if (!process.isAlive()) {
                throw failed(status.map(PlatformStatus::failure).orElse(lastWords(output)), output);
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private static void tell(PlatformStatus said, Set<String> seen, PrintWriter progress) {
        said.processes().stream()
                .filter(child -> child.state() == ProcessState.READY)
                .map(child -> "ready: " + child.name())
                .filter(seen::add)
                .forEach(progress::println);
        if (said.failure() != null && seen.add("failure")) {
            progress.println("failed; stopping what had started");
        }
        progress.flush();
    }

    /** A sentence for each process that the platform runs without. */
    private static List<String> missing(PlatformStatus ready) {
        return ready.processes().stream()
                .filter(child -> child.startedAt() != null && child.state().isBeforeReady())
                .map(child -> child.name() + " cannot start ("
                        + (child.trouble() == null ? "it is not ready" : child.trouble())
                        + "); all else runs, and it is started again and again.")
                .toList();
    }

    private static List<String> java(PlatformSettings settings, Class<?> main) {
        List<String> java = new ArrayList<>(List.of(
                Installation.java(),
                "-Dattune.process=supervisor@" + settings.home().directory(),
                "-Dattune.root=" + settings.installation().root(),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                Installation.ACCESS.getFirst(),
                Installation.ACCESS.getLast(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                "up",
                "--detached",
                "--timeout=" + settings.startTime().toSeconds()));
        if (settings.model() != null) {
            java.add("--model=" + settings.model());
        }
        java.addAll(PortOptions.arguments(settings.ports()));
        return java;
    }

    private static String lastWords(Path output) {
        try {
            return String.join(" ", LogFiles.lastLines(output, 1));
        } catch (IOException e) {
            return "";
        }
    }

    private static AttuneException failed(String why, Path output) {
        String sentence = why.isBlank() ? "The platform's supervisor ended; see " + output + "." : why;
        return ErrorCategory.RESOURCES.error("not-started", sentence);
    }
}
