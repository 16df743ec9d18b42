package dev.attune.platform.aot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.json.Json;
import dev.attune.platform.process.PidFiles;

/**
 * The caches beside the build (JEP 483): the JVM itself looks whether one fits the program's jars, its options and the Java that
 * runs it, and starts without where it does not. No program depends on one.
 *
 * @param root of the built repository
 * @param folder {@code NAME.aot} for each program
 */
public record StartCaches(Path root, Path folder) {

    /** Set to {@code off}: no cache is used or made. */
    public static final String VARIABLE = "ATTUNE_START_CACHE";

    /** System property of a platform that is started only to see what its programs load. */
    private static final String RECORDING = "attune.start-cache.record";

    private static final Duration SHORT_GRACE = Duration.ofMillis(200);

    /** A Java's option by which it and the programs that it starts record what they load. */
    public static final String RECORD = "-D" + RECORDING + "=true";

    /** What a cache says of itself is for nobody: an unfit one is as none. */
    private static final List<String> QUIET = List.of("-Xlog:aot*=off", "-Xlog:cds*=off");

    /** Those of a built repository. */
    public static StartCaches of(Path root) {
        return new StartCaches(root, root.resolve("target/start-caches"));
    }

    /** Whether this process and those that it starts record what they load. */
    public static boolean isRecording() {
        return Boolean.getBoolean(RECORDING);
    }

    public static boolean isOff() {
        return "off".equals(System.getenv(VARIABLE));
    }

    /** A program's command with its cache, if there is one: options put behind {@code command}'s first word, the Java. */
    public List<String> with(String program, List<String> command) {
        if (isRecording()) {
            return recording(program, command);
        }
        Path cache = cache(program);
        return !isOff() && Files.exists(cache) ? inserted(command, using(cache)) : command;
    }

    /** A command that records what the program loads; the command is kept for {@link CacheMaker}. */
    private List<String> recording(String program, List<String> command) {
        List<String> recorded =
                inserted(command, List.of(RECORD, "-XX:AOTMode=record", "-XX:AOTConfiguration=" + recorded(program)));
        try {
            Files.createDirectories(folder);
            Json.MAPPER.writeValue(commandFile(program).toFile(), Map.of("command", command));
        } catch (IOException e) {
            throw new UncheckedIOException("The command of " + program + " cannot be kept in " + folder, e);
        }
        return recorded;
    }

    /** Whether they were made of this build, or cannot be made of it. */
    public boolean areCurrent() {
        try {
            return Files.readString(mark()).equals(build());
        } catch (IOException none) {
            return false;
        }
    }

    /** What they would be made of at this moment. */
    public String build() throws IOException {
        return BuildMark.of(root);
    }

    /** From now on they count as made of {@code build}, which may have been replaced meanwhile. */
    public void keep(String build) throws IOException {
        Files.writeString(mark(), build);
    }

    /** A platform's home for as long as its programs record what they load. */
    public Path trialHome() {
        return folder.resolve("home");
    }

    /** Holds the pid file of the process that makes them. */
    public PidFiles maker() {
        return new PidFiles(folder.resolve("run"));
    }

    /** Ends their making, if it goes on: the cores are needed for something better. */
    public void endMaking() {
        maker().stopStale(SHORT_GRACE);
        new PidFiles(trialHome().resolve("run")).stopStale(SHORT_GRACE);
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
