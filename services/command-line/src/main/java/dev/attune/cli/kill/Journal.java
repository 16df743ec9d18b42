package dev.attune.cli.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

import dev.attune.contracts.json.Json;

/**
 * What the raters know: every acknowledged rating, on the disk before its rater goes on, so that nothing but this file is
 * believed at the end.
 */
final class Journal implements AutoCloseable {

    private final Path file;
    private final FileChannel channel;
    private final Map<String, Integer> refusals = new TreeMap<>();
    private int ratings;
    private long lastBegun = Long.MIN_VALUE;
    private long lastAcknowledged = Long.MIN_VALUE;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    static Journal create(Path file) throws IOException {
        return new Journal(file, FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    }

    /**
     * Keeps a rating.
     *
     * @param begun when its request was first sent, {@link System#nanoTime}
     */
    synchronized void keep(Acknowledged rating, long begun) {
        try {
            ByteBuffer line =
                    ByteBuffer.wrap((Json.MAPPER.writeValueAsString(rating) + "\n").getBytes(StandardCharsets.UTF_8));
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ratings++;
        if (begun > lastBegun) {
            lastBegun = begun;
            lastAcknowledged = System.nanoTime();
        }
        notifyAll();
    }

    /** Counts a rating that the service refused for good: an expired lease, a complete item. */
    synchronized void refused(String code) {
        refusals.merge(code, 1, Integer::sum);
    }

    synchronized int ratings() {
        return ratings;
    }

    synchronized Map<String, Integer> refusals() {
        return Map.copyOf(refusals);
    }

    /**
     * Waits for an acknowledged rating whose request was first sent after {@code moment}, so that no answer that was already on
     * its way is mistaken for one.
     *
     * @return when it was acknowledged, {@link System#nanoTime}; empty when the patience was over before
     */
    synchronized OptionalLong awaitOneBegunAfter(long moment, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (lastBegun <= moment) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return OptionalLong.empty();
            }
            wait(left);
        }
        return OptionalLong.of(lastAcknowledged);
    }

    /** All ratings, from the disk. */
    List<Acknowledged> read() throws IOException {
        List<Acknowledged> all = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            all.add(Json.MAPPER.readValue(line, Acknowledged.class));
        }
        return all;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
