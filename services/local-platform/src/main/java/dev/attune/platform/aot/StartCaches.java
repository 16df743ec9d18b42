package dev.attune.platform.aot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.json.Json;

/**
 * The caches beside the build (JEP 483), if {@link CacheMaker} has made them. Those of another build or Java are as none, and the
 * JVM itself looks whether one fits a program's jars and options, and starts without where it does not. No program depends on one.
 *
 * @param root of the built repository
 * @param folder {@code NAME.aot} for each program
 */
public record StartCaches(Path root, Path folder) {

    /** System property of a platform that is started only to see what its programs load. */
    private static final String RECORDING = "attune.start-cache.record";

    /** What a cache says of itself is for nobody: an unfit one is as none. */
    private static final List<String> QUIET = List.of("-Xlog:aot*=off", "-Xlog:cds*=off");

    /** Those of a built repository. */
    public static StartCaches of(Path root) {
        return new StartCaches(root, root.resolve("target/start-caches"));
    }

    /** Whether the programs that this process starts record what they load. */
    public static boolean isRecording() {
        return Boolean.getBoolean(RECORDING);
    }

    /** Whether the program starts with a cache, or records for one. */
    public boolean areUsedBy(String program) {
        return isRecording() || (Files.exists(cache(program)) && areCurrent());
    }

    /** A program's command with its cache, if there is one: options put behind {@code command}'s first word, the Java. */
    public List<String> with(String program, List<String> command) {
        if (!areUsedBy(program)) {
            return command;
        }
        return isRecording() ? recording(program, command) : inserted(command, using(cache(program)));
    }

    /**
     * A command that records what the program and those that it starts have loaded, when they end; the command is kept for {@link
     * CacheMaker}.
     */
    public List<String> recording(String program, List<String> command) {
        List<String> recorded = inserted(
                command,
                List.of("-D" + RECORDING + "=true", "-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded(program)));
        try {
            Files.createDirectories(folder);
            Json.MAPPER.writeValue(commandFile(program).toFile(), Map.of("command", command));
        } catch (IOException e) {
            throw new UncheckedIOException("The command of " + program + " cannot be kept in " + folder, e);
        }
        return recorded;
    }

    /** Whether they were made of this build by this Java. */
    public boolean areCurrent() {
        try {
            return Files.readString(mark()).equals(build());
        } catch (IOException none) {
            return false;
        }
    }

    /** What they would be made of at this moment. */
    String build() throws IOException {
        return BuildMark.of(root);
    }

    /** From now on they count as made of {@code build}, which may have been replaced meanwhile. */
    void keep(String build) throws IOException {
        Files.writeString(mark(), build);
    }

    private Path mark() {
        return folder.resolve("made-of.sha256");
    }

    Path cache(String program) {
        return folder.resolve(program + ".aot");
    }

    Path recorded(String program) {
        return folder.resolve(program + ".recorded");
    }

    Path commandFile(String program) {
        return folder.resolve(program + ".json");
    }

    private static List<String> using(Path cache) {
        List<String> options = new ArrayList<>(QUIET);
        options.add("-XX:AOTCache=" + cache);
        return options;
    }

    static List<String> inserted(List<String> command, List<String> options) {
        List<String> all = new ArrayList<>(command.subList(0, 1));
        all.addAll(options);
        all.addAll(command.subList(1, command.size()));
        return List.copyOf(all);
    }
}
