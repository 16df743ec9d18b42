package dev.attune.lm.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A whole file in memory, read as it is touched. Its bytes are gone when it is closed. */
final class MappedFile implements AutoCloseable {
    private final Path path;
    private final Arena arena;
    private final MemorySegment bytes;

    private MappedFile(Path path, Arena arena, MemorySegment bytes) {
        this.path = path;
        this.arena = arena;
        this.bytes = bytes;
    }

    @SuppressWarnings("MustBeClosedChecker") // close() closes the arena
    static MappedFile open(Path path) {
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            if (Files.isDirectory(path)) {
                throw new NoSuchFileException(path.toString());
            }
            return new MappedFile(path, arena, channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
        } catch (IOException failure) {
            arena.close();
            String reason = failure instanceof NoSuchFileException ? "does not exist" : "cannot be read";
            throw new CheckpointException("The model file " + path + " " + reason + ".", failure);
        }
    }

    Path path() {
        return path;
    }

    long size() {
        return bytes.byteSize();
    }

    /** The bytes from {@code start}, checked against the file's size first. */
    MemorySegment slice(long start, long length, String what) {
        if (start < 0 || length < 0 || start > size() || length > size() - start) {
            throw damaged(what + " would lie outside of its " + size() + " bytes");
        }
        return bytes.asSlice(start, length);
    }

    /** The exception for a file whose content makes no sense. */
    CheckpointException damaged(String reason) {
        return new CheckpointException(
                "The model file " + path.getFileName() + " is damaged: " + reason + ". Fetch it again.");
    }

    @Override
    public void close() {
        arena.close();
    }
}
