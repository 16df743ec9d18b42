package dev.attune.platform.backup;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.json.Json;

/** Writes a backup's file: readable by its owner only, since it holds the home's secrets, and in its place only when whole. */
final class BackupWriter implements AutoCloseable {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final Path part;
    private final ZipOutputStream zip;
    private final Map<String, BackupManifest.Held> files = new TreeMap<>();

    BackupWriter(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        this.part = this.file.resolveSibling(this.file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        this.zip = new ZipOutputStream(
                new BufferedOutputStream(Files.newOutputStream(part, StandardOpenOption.WRITE), BUFFER),
                StandardCharsets.UTF_8);
        zip.setLevel(Deflater.BEST_SPEED);
    }

    /** Adds a file as it is; one that is gone meanwhile is not part of the backup. */
    void add(String name, Path source) throws IOException {
        add(name, source, Long.MAX_VALUE);
    }

    /** Adds the first {@code length} bytes of a file that may have grown since. */
    void add(String name, Path source, long length) throws IOException {
        try (InputStream in = Files.newInputStream(source)) {
            add(name, in, length);
        } catch (NoSuchFileException gone) {
            // Removed while the home runs: a later state of the home has none.
        }
    }

    void add(String name, byte[] content) throws IOException {
        add(name, new ByteArrayInputStream(content), content.length);
    }

    private void add(String name, InputStream in, long length) throws IOException {
        Sha256 hash = new Sha256();
        zip.putNextEntry(new ZipEntry(name));
        byte[] buffer = new byte[BUFFER];
        long done = 0;
        while (done < length) {
            int read = in.read(buffer, 0, (int) Math.min(buffer.length, length - done));
            if (read < 0) {
                break;
            }
            zip.write(buffer, 0, read);
            hash.add(buffer, read);
            done += read;
        }
        zip.closeEntry();
        files.put(name, new BackupManifest.Held(done, hash.hex()));
    }

    /** Ends the file and puts it in its place. */
    BackupManifest finish(Instant takenAt) throws IOException {
        BackupManifest manifest = new BackupManifest(BackupManifest.FORMAT, takenAt, files);
        zip.putNextEntry(new ZipEntry(BackupManifest.ENTRY));
        zip.write(Json.MAPPER.writeValueAsBytes(manifest));
        zip.closeEntry();
        zip.close();
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        return manifest;
    }

    @Override
    public void close() throws IOException {
        zip.close();
        Files.deleteIfExists(part);
    }
}
