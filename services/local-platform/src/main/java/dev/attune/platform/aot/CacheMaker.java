package dev.attune.platform.aot;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.json.Json;

/** Makes caches of what programs have recorded, one after the other. */
public record CacheMaker(StartCaches caches) {

    private static final Logger LOG = Logger.getLogger(CacheMaker.class.getName());
    private static final String RECORDED = ".recorded";

    /** Makes a cache of each recording there is; one that cannot be made is left out. Returns how many were made. */
    public int makeAll() throws IOException, InterruptedException {
        int made = 0;
        List<String> programs;
        try (Stream<Path> files = Files.list(caches.folder())) {
            programs = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(RECORDED))
                    .map(name -> name.substring(0, name.length() - RECORDED.length()))
                    .sorted()
                    .toList();
        }
        for (String program : programs) {
            made += make(program) ? 1 : 0;
        }
        return made;
    }

    /** Whole or not at all: programs may start at any moment. */
    private boolean make(String program) throws IOException, InterruptedException {
        Path fresh = caches.folder().resolve(program + ".new");
        Path said = caches.folder().resolve(program + ".log");
        List<String> command = new ArrayList<>();
        for (JsonNode word :
                Json.MAPPER.readTree(caches.commandFile(program).toFile()).path("command")) {
            command.add(word.asText());
        }
        List<String> making = StartCaches.inserted(
                command,
                List.of(
                        "-XX:AOTMode=create",
                        "-XX:AOTConfiguration=" + caches.recorded(program),
                        "-XX:AOTCache=" + fresh));
        Process process = new ProcessBuilder(making)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int exit;
        try {
            exit = process.waitFor();
        } finally {
            process.destroyForcibly();
        }
        Files.deleteIfExists(caches.recorded(program));
        Files.deleteIfExists(caches.commandFile(program));
        if (exit != 0 || !Files.exists(fresh)) {
            LOG.warning(() -> "no start cache for " + program + ": exit code " + exit + ", see " + said);
            return false;
        }
        try (FileChannel whole = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            whole.force(true);
        }
        Files.move(fresh, caches.cache(program), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }
}
