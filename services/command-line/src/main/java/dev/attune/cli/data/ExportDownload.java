package dev.attune.cli.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.text.TextFile;

/**
 * Takes an export's bundle from the service: the whole of it, or one of its files. The final name is given when all has come and its
 * hashes are those of the manifest; what broke off leaves nothing behind.
 */
public final class ExportDownload {

    private static final String MANIFEST = "manifest.json";

    private final Path out;
    private final Path part;
    private final String wanted;
    private final Map<String, String> hashes = new HashMap<>();
    private JsonNode manifest = MissingNode.getInstance();

    /** @param wanted the start of a file's name in the bundle, such as {@code data/train.}; empty for all of it */
    public ExportDownload(Path out, String wanted) {
        this.out = out;
        this.part = out.resolveSibling(out.getFileName() + ".part");
        this.wanted = wanted;
    }

    /**
     * Reads a bundle and gives its manifest. The file's folder is made where it is missing.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code export-broken} when it broke off, {@code nothing-to-export} when it
     *     has no such file, or {@code file-unwritable}
     */
    public JsonNode take(InputStream bundle) {
        try {
            Files.createDirectories(out.toAbsolutePath().getParent());
            try (OutputStream file = Files.newOutputStream(part)) {
                read(wanted.isEmpty() ? new Copied(bundle, file) : bundle, file);
            }
            check();
            Files.move(part, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return manifest;
        } catch (IOException e) {
            throw ErrorCategory.RETRIABLE.error(
                    "export-broken",
                    "The export did not arrive whole, or " + out + " cannot be written: " + TextFile.reason(e)
                            + ". Nothing is left under that name; try again.",
                    e);
        } finally {
            deletePart();
        }
    }

    private void read(InputStream bundle, OutputStream file) throws IOException {
        ZipInputStream zip = new ZipInputStream(bundle);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (entry.getName().equals(MANIFEST)) {
                manifest = Json.MAPPER.readTree(zip.readAllBytes());
            } else {
                boolean mine = !wanted.isEmpty() && entry.getName().startsWith(wanted);
                hashes.put(entry.getName(), copy(zip, mine ? file : OutputStream.nullOutputStream()));
            }
        }
        // The directory at the end of a .zip is read, too, so that a copy has it.
        bundle.transferTo(OutputStream.nullOutputStream());
    }

    private static String copy(InputStream from, OutputStream to) throws IOException {
        Sha256 hash = new Sha256();
        byte[] buffer = new byte[1 << 16];
        for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
            hash.add(buffer, read);
            to.write(buffer, 0, read);
        }
        return hash.hex();
    }

    private void check() throws IOException {
        if (manifest.isMissingNode()) {
            throw new IOException("it ends before its manifest");
        }
        boolean found = wanted.isEmpty();
        for (JsonNode file : manifest.path("files")) {
            String path = file.path("path").asText();
            if (!file.path("sha256").asText().equals(hashes.get(path))) {
                throw new IOException(path + " is not what the manifest says");
            }
            found |= path.startsWith(wanted);
        }
        if (!found) {
            throw ErrorCategory.CALLER.error(
                    "nothing-to-export", "The project has nothing of that split in this form.");
        }
    }

    private void deletePart() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            // It is no file that anybody takes for an export.
            part.toFile().deleteOnExit();
        }
    }

    /** What is read is written elsewhere, too. */
    private static final class Copied extends FilterInputStream {
        private final OutputStream to;

        Copied(InputStream in, OutputStream to) {
            super(in);
            this.to = to;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            if (one >= 0) {
                to.write(one);
            }
            return one;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int count = super.read(bytes, offset, length);
            if (count > 0) {
                to.write(bytes, offset, count);
            }
            return count;
        }
    }
}
