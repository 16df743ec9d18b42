package dev.attune.feedback.service.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.config.UploadConfig;

/** Where the bytes of uploads lie. */
@ApplicationScoped
class UploadFiles {

    private final Path directory;

    UploadFiles(UploadConfig config) {
        this.directory = config.directory();
    }

    Path of(UUID id) {
        return directory.resolve(id.toString());
    }

    /** Writes bytes at their place, down to the disk. */
    void write(UUID id, long offset, byte[] bytes) {
        try {
            Files.createDirectories(directory);
            try (FileChannel file = FileChannel.open(of(id), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                ByteBuffer rest = ByteBuffer.wrap(bytes);
                while (rest.hasRemaining()) {
                    file.write(rest, offset + rest.position());
                }
                file.force(false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The upload's bytes could not be kept", e);
        }
    }

    void delete(UUID id) {
        try {
            Files.deleteIfExists(of(id));
        } catch (IOException e) {
            throw new UncheckedIOException("The upload's bytes could not be removed", e);
        }
    }
}
