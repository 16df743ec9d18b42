package dev.attune.cli.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import dev.attune.contracts.artifact.DirectoryManifest;

/** Downloads files of a repository on the Hugging Face hub, going on where an earlier attempt stopped. */
final class HubDownload {

    private static final Predicate<String> COMMIT =
            Pattern.compile("[0-9a-f]{40}").asMatchPredicate();
    static final String NEWEST = "main";
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final URI hub;
    private final Consumer<String> progress;
    private String revision;

    /**
     * A download of one state of a repository.
     *
     * @param hub such as {@code https://huggingface.co}
     * @param revision a commit, or {@code main} for the newest, which the first file then fixes for all others
     */
    HubDownload(URI hub, String revision, Consumer<String> progress) {
        this.hub = hub;
        this.revision = revision;
        this.progress = progress;
    }

    /**
     * Downloads one file; a complete one is left as it is.
     *
     * @throws IOException when the hub cannot be reached, refuses, or sends other bytes than it announced
     */
    void fetch(String repository, String file, Path into) throws IOException, InterruptedException {
        Path target = into.resolve(file);
        if (Files.exists(target)) {
            return;
        }
        Path part = into.resolve(file + ".part");
        Path version = into.resolve(file + ".etag");
        HttpResponse<InputStream> response = request(repository, file, part, version);
        if (response.statusCode() == RANGE_NOT_SATISFIABLE) {
            response.body().close();
            Files.deleteIfExists(part);
            response = request(repository, file, part, version);
        }
        boolean resumed = response.statusCode() == PARTIAL;
        if (!resumed && response.statusCode() != OK) {
            response.body().close();
            throw new IOException("the hub answered " + response.statusCode() + " for " + file);
        }
        HttpResponse<?> first = earliest(response);
        revision = first.headers().firstValue("x-repo-commit").filter(COMMIT).orElse(revision);
        Files.writeString(version, response.headers().firstValue("etag").orElse(""));
        long before = resumed ? Files.size(part) : 0;
        progress.accept(resumed ? file + " goes on at byte " + before : file);
        append(response.body(), part, resumed);
        verify(response, part, before);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        Files.deleteIfExists(version);
    }

    /** The commit that the files came from; {@code main} where the hub does not name it. */
    String revision() {
        return revision;
    }

    private static HttpResponse<?> earliest(HttpResponse<?> response) {
        HttpResponse<?> earliest = response;
        while (earliest.previousResponse().isPresent()) {
            earliest = earliest.previousResponse().get();
        }
        return earliest;
    }

    private HttpResponse<InputStream> request(String repository, String file, Path part, Path version)
            throws IOException, InterruptedException {
        URI address = hub.resolve("/" + repository + "/resolve/" + revision + "/" + file);
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(60));
        String etag = Files.exists(version) ? Files.readString(version) : "";
        if (Files.exists(part) && Files.size(part) > 0 && !etag.isEmpty()) {
            // If-Range: another version of the file is sent whole instead of being glued to the old part.
            request.header("Range", "bytes=" + Files.size(part) + "-").header("If-Range", etag);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static void append(InputStream body, Path part, boolean resumed) throws IOException {
        StandardOpenOption mode = resumed ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
        try (InputStream in = body;
                OutputStream out =
                        Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
            in.transferTo(out);
        }
    }

    /** The length always; the content too where the hub names its SHA-256, as it does for large files. */
    private static void verify(HttpResponse<?> response, Path part, long before) throws IOException {
        long announced = response.headers().firstValueAsLong("content-length").orElse(-1);
        long got = Files.size(part) - before;
        if (announced >= 0 && got != announced) {
            throw new IOException("only " + got + " of " + announced + " bytes came");
        }
        String sha256 = sha256Of(response);
        if (!sha256.isEmpty() && !DirectoryManifest.sha256(part).equals(sha256)) {
            Files.delete(part);
            throw new IOException("the file's SHA-256 is not " + sha256 + " as the hub says");
        }
    }

    /** The hub names the hash on its own answer, which may be a redirect to where the bytes are. */
    private static String sha256Of(HttpResponse<?> response) {
        String linked = earliest(response)
                .headers()
                .firstValue("x-linked-etag")
                .orElse("")
                .replace("\"", "");
        return linked.matches("[0-9a-f]{64}") ? linked : "";
    }
}
