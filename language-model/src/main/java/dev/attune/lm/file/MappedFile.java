package dev.attune.lm.file;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.error.CheckpointException;

/**
 * A whole file in memory, read as it is touched: for headers. Tensors are copied by {@link #read} into memory that the
 * caller has, past the map, whose pages would count as the process's own.
 */
public final class MappedFile implements AutoCloseable {
    private static final long CHUNK = 1 << 28;

    private final Path path;
    private final Arena arena;
    private final FileChannel channel;
    private final MemorySegment bytes;

    private MappedFile(Path path, Arena arena, FileChannel channel, MemorySegment bytes) {
        this.path = path;
        this.arena = arena;
        this.channel = channel;
        this.bytes = bytes;
    }

    @SuppressWarnings("MustBeClosedChecker") // close() closes both
    public static MappedFile open(Path path) {
        Arena arena = Arena.ofShared();
        FileChannel channel = null;
        try {
            if (Files.isDirectory(path)) {
                throw new NoSuchFileException(path.toString());
            }
            channel = FileChannel.open(path, StandardOpenOption.READ);
            return new MappedFile(
                    path, arena, channel, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException failure) {
            arena.close();
            closeQuietly(channel, failure);
            String reason = failure instanceof NoSuchFileException ? "does not exist" : "cannot be read";
            throw new CheckpointException("The model file " + path + " " + reason + ".", failure);
        }
    }

    /** What {@code reader} makes of the file, which is closed if that fails. */
    public static <T> T open(Path path, Function<MappedFile, T> reader) {
        MappedFile file = open(path);
        try {
            return reader.apply(file);
        } catch (RuntimeException failure) {
            file.close();
            throw failure;
        }
    }

    private static void closeQuietly(@Nullable FileChannel channel, IOException failure) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }

    public Path path() {
        return path;
    }

    public long size() {
        return bytes.byteSize();
    }

    /** The bytes from {@code start}, checked against the file's size first. */
    public MemorySegment slice(long start, long length, String what) {
        if (!isInside(start, length)) {
            throw cut(outside(what));
        }
        return bytes.asSlice(start, length);
    }

    public void requireInside(long start, long length, String what) {
        if (!isInside(start, length)) {
            throw damaged(outside(what));
        }
    }

    private boolean isInside(long start, long length) {
        return start >= 0 && length >= 0 && start <= size() && length <= size() - start;
    }

    private String outside(String what) {
        return what + " would lie outside of its " + size() + " bytes";
    }

    /** Copies the bytes from {@code position} on into native memory, all of {@code target}. */
    public void read(long position, MemorySegment target) {
        for (long at = 0; at < target.byteSize(); at += CHUNK) {
            read(
                    position + at,
                    target.asSlice(at, Math.min(CHUNK, target.byteSize() - at)).asByteBuffer());
        }
    }

    /** Copies the bytes from {@code position} on into {@code target} until it is full. */
    public void read(long position, ByteBuffer target) {
        long from = position;
        try {
            while (target.hasRemaining()) {
                int count = channel.read(target, from);
                if (count < 0) {
                    throw damaged("it became shorter while it was read");
                }
                from += count;
            }
        } catch (IOException failure) {
            throw new CheckpointException("The model file " + path + " cannot be read.", failure);
        }
    }

    /** The exception for a file whose content makes no sense. */
    public CheckpointException damaged(String reason) {
        return damaged(reason, "has a damaged header: " + reason);
    }

    /** The exception for a file that ends within its header. */
    public CheckpointException cut(String reason) {
        return damaged(reason, "has " + size() + " bytes and ends within its header: it is truncated");
    }

    /** @param problem the reason, as it is said after the file's name */
    public CheckpointException damaged(String reason, String problem) {
        return new CheckpointException(
                "The model file " + path.getFileName() + " is damaged: " + reason + ". Fetch it again.", problem);
    }

    @Override
    public void close() {
        arena.close();
        try {
            channel.close();
        } catch (IOException failure) {
            throw new CheckpointException("The model file " + path + " cannot be closed.", failure);
        }
    }
}
