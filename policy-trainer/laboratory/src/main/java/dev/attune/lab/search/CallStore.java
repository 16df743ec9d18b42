package dev.attune.lab.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.json.Json;
import dev.attune.text.JsonRows;
import dev.attune.text.Row;
import dev.attune.text.TextFile;

/**
 * Every call of a model that a search has made, on disk as soon as it is answered: {@code calls.jsonl}, a line for each. A
 * search that was broken off is started again with the same folder and reads there what it has already asked.
 */
final class CallStore implements AutoCloseable {

    private static final String CALLS = "calls.jsonl";

    private final Path folder;
    private final FileChannel channel;
    private final Map<String, JsonNode> answers = new HashMap<>();

    private CallStore(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Opens a folder, a new one or a search's; a line that a kill cut off is dropped.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code search-folder} when it cannot be written or is in use
     */
    static CallStore open(Path folder) {
        try {
            Files.createDirectories(folder);
            Path file = folder.resolve(CALLS);
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            CallStore store = new CallStore(folder, channel);
            store.lock();
            byte[] there = Files.readAllBytes(file);
            int whole = there.length;
            while (whole > 0 && there[whole - 1] != '\n') {
                whole--;
            }
            channel.truncate(whole);
            channel.position(whole);
            JsonRows.read(file, store::read);
            return store;
        } catch (IOException e) {
            throw SearchErrors.folder(folder, TextFile.reason(e), e);
        }
    }

    private void lock() throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw new IOException("another search is using it");
            }
        } catch (OverlappingFileLockException e) {
            throw new IOException("another search is using it", e);
        }
    }

    private void read(Row row) {
        if (row instanceof Row.Good good && good.written().has("key")) {
            answers.put(good.written().path("key").asText(), good.written());
        }
    }

    /** What was answered to a call. */
    Optional<JsonNode> answer(String key) {
        return Optional.ofNullable(answers.get(key));
    }

    /** Keeps answers at once, as lines that have a {@code key}. */
    void keep(List<? extends Map<String, ?>> lines) {
        StringBuilder text = new StringBuilder();
        for (Map<String, ?> line : lines) {
            text.append(Json.text(line)).append('\n');
            JsonNode read = Json.MAPPER.valueToTree(line);
            answers.put(read.path("key").asText(), read);
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (IOException e) {
            throw SearchErrors.folder(folder, TextFile.reason(e), e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
