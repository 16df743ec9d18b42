package dev.attune.platform.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.platform.home.Home;

/** Puts a backup into an empty home. Every byte is compared with what the backup says of itself before any is in its place. */
public record Restoration(Home home) {

    private static final String STAGE = "restore.new";

    /** What was done. */
    public record Result(Path home, Instant takenAt, int files, long bytes) {}

    /**
     * @throws AttuneException {@code home-not-empty}, {@code backup-unreadable} or {@code backup-damaged}; the home stays empty then
     */
    public Result from(Path file) {
        requireEmpty();
        Path stage = home.directory().resolve(STAGE);
        try (ZipFile zip = new ZipFile(file.toFile())) {
            BackupManifest manifest = manifest(zip, file);
            Directories.delete(stage);
            Files.createDirectories(stage);
            for (Map.Entry<String, BackupManifest.Held> held : manifest.files().entrySet()) {
                unpack(zip, file, held.getKey(), held.getValue(), stage);
            }
            putInPlace(stage);
            return new Result(
                    home.directory(), manifest.takenAt(), manifest.files().size(), manifest.bytes());
        } catch (ZipException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "restore-failed",
                    "The backup " + file + " could not be restored to " + home.directory() + ": " + e.getMessage()
                            + ".",
                    e);
        } finally {
            removeQuietly(stage);
        }
    }

    private void requireEmpty() {
        for (Path folder : List.of(home.kafka(), home.postgres(), home.artifacts(), home.secrets())) {
            if (!isEmpty(folder)) {
                throw ErrorCategory.CALLER.error(
                        "home-not-empty",
                        "ATTUNE_HOME " + home.directory() + " holds a platform already (" + folder.getFileName()
                                + "); set ATTUNE_HOME to a new folder.");
            }
        }
    }

    private static boolean isEmpty(Path folder) {
        if (!Files.exists(folder)) {
            return true;
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.findAny().isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    private static BackupManifest manifest(ZipFile zip, Path file) throws IOException {
        ZipEntry entry = zip.getEntry(BackupManifest.ENTRY);
        if (entry == null) {
            throw unreadable(file, "it has no " + BackupManifest.ENTRY, null);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            BackupManifest manifest = Json.MAPPER.readValue(in, BackupManifest.class);
            if (manifest.format() != BackupManifest.FORMAT) {
                throw unreadable(
                        file,
                        "its format is " + manifest.format() + "; this version reads " + BackupManifest.FORMAT,
                        null);
            }
            return manifest;
        }
    }

    private static void unpack(ZipFile zip, Path file, String name, BackupManifest.Held held, Path stage)
            throws IOException {
        Path target = stage.resolve(name).normalize();
        ZipEntry entry = zip.getEntry(name);
        if (entry == null || !belongs(target, stage)) {
            throw damaged(file, name);
        }
        Files.createDirectories(target.getParent());
        Sha256 hash = new Sha256();
        long bytes = 0;
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(target)) {
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0 && bytes <= held.bytes(); read = in.read(buffer)) {
                out.write(buffer, 0, read); // no further than the backup says: a few bytes may unpack to a full disk
                hash.add(buffer, read);
                bytes += read;
            }
        } catch (ZipException e) {
            throw damaged(file, name);
        }
        if (bytes != held.bytes() || !hash.hex().equals(held.sha256())) {
            throw damaged(file, name);
        }
        // Secrets and the database are their owner's only; who may read the rest decides the home's folder.
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    }

    /** Whether a path lies within the stage, and where backups have files: what is there would be replaced. */
    private static boolean belongs(Path target, Path stage) {
        return target.startsWith(stage)
                && target.getNameCount() > stage.getNameCount()
                && !Backup.NEVER_KEPT.contains(
                        target.getName(stage.getNameCount()).toString());
    }

    private void putInPlace(Path stage) throws IOException {
        Path data = stage.resolve("postgres/data");
        DatabaseFiles.makeEmptyFolders(data);
        try (Stream<Path> folders = Files.walk(data)) {
            for (Path folder : folders.filter(Files::isDirectory).toList()) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        Files.setPosixFilePermissions(stage.resolve("secrets"), PosixFilePermissions.fromString("rwx------"));
        List<Path> entries;
        try (Stream<Path> list = Files.list(stage)) {
            entries = list.toList();
        }
        for (Path entry : entries) {
            Path place = home.directory().resolve(entry.getFileName());
            Directories.delete(place);
            Files.move(entry, place, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private static AttuneException unreadable(Path file, String why, @Nullable Throwable cause) {
        return ErrorCategory.CALLER.error(
                "backup-unreadable", file + " is no whole backup of Attune: " + why + ".", cause);
    }

    private static AttuneException damaged(Path file, String name) {
        return ErrorCategory.CALLER.error(
                "backup-damaged", "The backup " + file + " is damaged at " + name + "; nothing was restored.");
    }

    private static void removeQuietly(Path stage) {
        try {
            Directories.delete(stage);
        } catch (IOException leftOver) {
            // A later restoration removes it.
        }
    }
}
