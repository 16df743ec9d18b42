package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import dev.attune.platform.testing.FreePorts;

import static org.assertj.core.api.Assertions.assertThat;

/** Where somebody has this repository's {@code attune} and documents at hand, and a home of their own. */
final class ReadersFolder {

    static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** What the README shows of these needs files alone. */
    private static final Set<String> WITHOUT_A_PLATFORM =
            Set.of("model", "generate", "train", "show", "evaluate", "prompts", "lab", "bench");

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>(FreePorts.environment());

    ReadersFolder(Path folder) throws IOException {
        this.folder = folder;
        environment.put("ATTUNE_HOME", folder.resolve("home").toString());
        environment.put("ATTUNE_SKIP_BUILD", "1");
        environment.put("HOME", folder.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        Files.createSymbolicLink(folder.resolve("attune"), ROOT.resolve("attune"));
        Files.createSymbolicLink(folder.resolve("docs"), ROOT.resolve("docs"));
    }

    String port(String name) {
        return String.valueOf(environment.get(name));
    }

    /** The commands of the README's shell blocks, without comments. */
    static List<String> readme() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(ROOT.resolve("README.md"))) {
            if (line.startsWith("```")) {
                inside = line.equals("```sh");
            } else if (inside && !line.isBlank()) {
                commands.add(line.replaceFirst("\\s+# .*$", "").strip());
            }
        }
        return commands;
    }

    /** Whether a command of the README is one that works on files, whatever runs. */
    static boolean needsNoPlatform(String command) {
        String[] words = command.split("\\s+", -1);
        return words.length > 1 && words[0].equals("./attune") && WITHOUT_A_PLATFORM.contains(words[1]);
    }

    /** What a command says that succeeds. */
    String succeeds(String command) throws IOException, InterruptedException {
        Shell shell = shell(command);
        assertThat(shell.exit()).as(command + "\n" + shell.output()).isZero();
        return shell.output();
    }

    record Shell(int exit, String output) {}

    Shell shell(String command) throws IOException, InterruptedException {
        Path output = Files.createTempFile(folder, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError(command + " did not end:\n" + Files.readString(output));
        }
        return new Shell(process.exitValue(), Files.readString(output));
    }
}
