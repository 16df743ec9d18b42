package dev.attune.cli.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@SuppressWarnings("NullAway.Init")
class ExportDownloadTest {

    private static final String DATA = "{\"prompt\":\"a\"}\n".repeat(500);

    @TempDir
    Path directory;

    private static byte[] bundle(String sha256) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            put(zip, "data/train.jsonl", DATA);
            put(
                    zip,
                    "manifest.json",
                    "{\"files\":[{\"path\":\"data/train.jsonl\",\"rows\":500,\"sha256\":\"" + sha256 + "\"}]}");
            put(zip, "README.md", "# card");
        }
        return bytes.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private Path out(String name) {
        return directory.resolve(name);
    }

    @Test
    void takesOneFileOrAll() throws IOException {
        byte[] bundle = bundle(Sha256.of(DATA));
        new ExportDownload(out("pairs.jsonl"), "data/train.").take(new ByteArrayInputStream(bundle));
        assertThat(out("pairs.jsonl")).hasContent(DATA);
        Path deep = out("new").resolve("folder").resolve("all.zip");
        new ExportDownload(deep, "").take(new ByteArrayInputStream(bundle));
        assertThat(deep).hasBinaryContent(bundle);
    }

    @Test
    void leavesNothingOfWhatBrokeOff() throws IOException {
        byte[] whole = bundle(Sha256.of(DATA));
        Files.writeString(out("pairs.jsonl"), "of before");
        for (int length : new int[] {0, 30, whole.length / 3, whole.length / 2}) {
            assertThatThrownBy(() -> new ExportDownload(out("pairs.jsonl"), "data/train.")
                            .take(new ByteArrayInputStream(Arrays.copyOf(whole, length))))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("did not arrive whole");
        }
        assertThat(out("pairs.jsonl")).hasContent("of before");
        assertThat(directory.toFile().list()).containsExactly("pairs.jsonl");
    }

    @Test
    void believesTheManifestOnly() throws IOException {
        byte[] wrong = bundle(Sha256.of("something else"));
        assertThatThrownBy(
                        () -> new ExportDownload(out("x.jsonl"), "data/train.").take(new ByteArrayInputStream(wrong)))
                .hasMessageContaining("data/train.jsonl is not what the manifest says");
        byte[] right = bundle(Sha256.of(DATA));
        assertThatThrownBy(() ->
                        new ExportDownload(out("x.jsonl"), "data/held-out.").take(new ByteArrayInputStream(right)))
                .hasMessageContaining("nothing of that split");
        assertThat(directory.toFile().list()).isEmpty();
    }
}
