package dev.attune.platform.aot;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.platform.process.PidFiles;

/** Makes caches of what the programs of a platform in {@link #home} have recorded. One maker at a time: a file lock says so. */
public final class CacheMaker implements AutoCloseable {

    /** The caches, what they are made of, and what a platform needs meanwhile. */
    static final long NEEDED_BYTES = 3L << 30;

    private static final String RECORDED = ".recorded";
    private static final Duration GRACE = Duration.ofSeconds(5);

    private final StartCaches caches;
    private final FileChannel lock;
    private final String build;
    private volatile @Nullable Process making;
    private volatile boolean complete;
    private volatile boolean closing;

    private CacheMaker(StartCaches caches, FileChannel lock, String build) {
        this.caches = caches;
        this.lock = lock;
        this.build = build;
    }

    /**
     * Begins with none: earlier caches and what an interrupted maker left are removed.
     *
     * @param classPath of this program, which is among those that get a cache
     * @throws AttuneException {@code start-caches-need-jars}, {@code start-caches-need-space} or {@code start-caches-being-made}
     */
    public static CacheMaker begin(StartCaches caches, String classPath) throws IOException {
        return begin(caches, classPath, NEEDED_BYTES);
    }

    static CacheMaker begin(StartCaches caches, String classPath, long neededBytes) throws IOException {
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            if (Files.isDirectory(Path.of(entry))) {
                throw ErrorCategory.CALLER.error(
                        "start-caches-need-jars",
                        "Java makes start caches of jars only, and " + entry
                                + " is a folder: run ./attune start-caches.");
            }
        }
        Files.createDirectories(caches.folder());
        long free = Files.getFileStore(caches.folder()).getUsableSpace();
        if (free < neededBytes) {
            throw ErrorCategory.RESOURCES.error(
                    "start-caches-need-space",
                    "Start caches need " + (neededBytes >> 20) + " MiB while they are made, and " + caches.folder()
                            + " has " + (free >> 20) + " MiB.");
        }
        CacheMaker maker = new CacheMaker(caches, lock(caches), caches.build());
        maker.endPlatform();
        Directories.delete(caches.folder());
        Files.createDirectories(caches.folder());
        return maker;
    }

    /** Beside the folder, which is removed; released however the maker ends. */
    private static FileChannel lock(StartCaches caches) throws IOException {
        FileChannel channel = FileChannel.open(
                caches.folder().resolveSibling("start-caches.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // as by another one
        }
        channel.close();
        throw ErrorCategory.CALLER.error(
                "start-caches-being-made", "Start caches of " + caches.root() + " are being made already.");
    }

    /** A platform's home for as long as its programs record what they load. */
    public Path home() {
        return caches.folder().resolve("home");
    }

    /**
     * Makes a cache of each recording there is, one after the other; a program whose cache cannot be made starts without.
     *
     * @param progress told a line for each
     * @return the names of the programs that have one now
     * @throws AttuneException {@code start-caches-interrupted} when it is closed meanwhile
     */
    public List<String> makeAll(Consumer<String> progress) throws IOException, InterruptedException {
        List<String> programs;
        try (Stream<Path> files = Files.list(caches.folder())) {
            programs = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(RECORDED))
                    .map(name -> name.substring(0, name.length() - RECORDED.length()))
                    .sorted()
                    .toList();
        }
        List<String> made = new ArrayList<>();
        for (String program : programs) {
            if (make(program, progress)) {
                made.add(program);
            }
        }
        caches.keep(build);
        complete = true;
        return List.copyOf(made);
    }

    /** Whole or not at all: programs may start at any moment. */
    private boolean make(String program, Consumer<String> progress) throws IOException, InterruptedException {
        Path fresh = caches.folder().resolve(program + ".new");
        Path said = caches.folder().resolve(program + ".log");
        List<String> command = new ArrayList<>();
        for (JsonNode word :
                Json.MAPPER.readTree(caches.commandFile(program).toFile()).path("command")) {
            command.add(word.asText());
        }
        int exit = start(new ProcessBuilder(StartCaches.inserted(
                                command,
                                List.of(
                                        "-XX:AOTMode=create",
                                        "-XX:AOTConfiguration=" + caches.recorded(program),
                                        "-XX:AOTCache=" + fresh)))
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile()))
                .waitFor();
        if (closing) {
            throw interrupted();
        }
        Files.deleteIfExists(caches.recorded(program));
        Files.deleteIfExists(caches.commandFile(program));
        if (exit != 0 || !Files.exists(fresh)) {
            progress.accept("no cache for " + program + " (exit code " + exit + "), see " + said);
            Files.deleteIfExists(fresh);
            return false;
        }
        try (FileChannel whole = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            whole.force(true);
        }
        Files.move(fresh, caches.cache(program), StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(said);
        progress.accept(program + ": " + (Files.size(caches.cache(program)) >> 20) + " MiB");
        return true;
    }

    /** Not while this is closed: nothing may be left that runs. */
    private synchronized Process start(ProcessBuilder builder) throws IOException {
        if (closing) {
            throw interrupted();
        }
        Process process = builder.start();
        making = process;
        return process;
    }

    private static AttuneException interrupted() {
        return ErrorCategory.CALLER.error(
                "start-caches-interrupted", "The making of start caches was interrupted, and none are kept.");
    }

    /** Ends what still runs of it, and removes all but caches of which every one was made; a second call does nothing. */
    @Override
    public synchronized void close() {
        if (closing) {
            return;
        }
        closing = true;
        Process process = making;
        if (process != null) {
            PidFiles.awaitExit(List.of(process.destroyForcibly().toHandle()), GRACE);
        }
        endPlatform();
        try {
            Directories.delete(complete ? home() : caches.folder());
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void endPlatform() {
        new PidFiles(home().resolve("run")).stopStale(GRACE);
    }
}
