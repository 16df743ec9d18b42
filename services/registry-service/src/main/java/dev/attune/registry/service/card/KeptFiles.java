package dev.attune.registry.service.card;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.json.Json;
import dev.attune.registry.card.LearntFrom.State;
import dev.attune.registry.config.ArtifactConfig;

/** What the files of artifacts say of themselves; read without hashing gigabytes, as nothing is trained or served from it. */
@ApplicationScoped
class KeptFiles {

    private static final int LONGEST_HEADER = 100 << 20;
    private static final Pattern HEAD = Pattern.compile("\\A---\\R(.*?)\\R---", Pattern.DOTALL);
    private static final Pattern LICENCE = Pattern.compile("(?m)^license: *[\"']?([^\\s\"'#]+)");

    private final Path root;
    private final DirectoryArtifactStore store;

    KeptFiles(ArtifactConfig config) {
        this.root = config.directory().resolve("sha256");
        this.store = new DirectoryArtifactStore(config.directory());
    }

    State state(String sha256) {
        return store.hasErased(sha256) ? State.ERASED : store.holds(sha256) ? State.KEPT : State.GONE;
    }

    /** Where the artifact's files are, if they are there. */
    Optional<Path> folder(String sha256) {
        return Optional.of(root.resolve(sha256)).filter(Files::isDirectory);
    }

    /** Relative names, sorted; none where the artifact is gone. */
    List<String> names(String sha256) {
        return folder(sha256)
                .map(path -> {
                    try {
                        return DirectoryManifest.paths(path);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElse(List.of());
    }

    /** Numbers in all safetensors files of the artifact, from their headers. */
    @Nullable
    Long parameters(String sha256) {
        List<String> weights = names(sha256).stream()
                .filter(name -> name.endsWith(".safetensors"))
                .toList();
        return weights.isEmpty()
                ? null
                : weights.stream()
                        .mapToLong(name -> parameters(root.resolve(sha256).resolve(name)))
                        .sum();
    }

    /** 8 bytes with the length of the header, the header as JSON: for each tensor its shape. */
    private static long parameters(Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            if (channel.read(length) < Long.BYTES) {
                return 0;
            }
            long bytes = length.flip().getLong();
            if (bytes <= 0 || bytes > Math.min(LONGEST_HEADER, channel.size() - Long.BYTES)) {
                return 0;
            }
            ByteBuffer header = ByteBuffer.allocate((int) bytes);
            while (header.hasRemaining() && channel.read(header) > 0) {
                // Until all of it is read.
            }
            long sum = 0;
            for (var tensor : Json.MAPPER.readTree(header.array()).properties()) {
                JsonNode shape = tensor.getValue().path("shape");
                if (shape.isArray()) {
                    long size = 1;
                    for (JsonNode dimension : shape) {
                        size *= dimension.asLong();
                    }
                    sum += size;
                }
            }
            return sum;
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be read", e);
        }
    }

    /** The first of {@code architectures} in {@code config.json}. */
    Optional<String> architecture(String sha256) {
        return json(sha256, "config.json")
                .map(config -> config.path("architectures").path(0).asText())
                .filter(text -> !text.isBlank());
    }

    /** Where a model was pulled from, as {@code ./attune model pull} has written beside it. */
    Optional<String> origin(String sha256) {
        return json(sha256, "source.json")
                .map(source -> source.path("origin").asText())
                .filter(text -> !text.isBlank());
    }

    /** As {@code source.json} says, else the head of {@code README.md}; nothing is concluded from anything else. */
    Optional<String> licence(String sha256) {
        return json(sha256, "source.json")
                .map(source -> source.path("licence").asText())
                .filter(text -> !text.isBlank())
                .or(() -> text(sha256, "README.md").flatMap(KeptFiles::licenceIn));
    }

    static Optional<String> licenceIn(String readme) {
        Matcher head = HEAD.matcher(readme);
        if (!head.find()) {
            return Optional.empty();
        }
        Matcher licence = LICENCE.matcher(head.group(1));
        return licence.find() ? Optional.of(licence.group(1)) : Optional.empty();
    }

    private Optional<JsonNode> json(String sha256, String name) {
        return text(sha256, name).map(text -> {
            try {
                return Json.MAPPER.readTree(text);
            } catch (IOException e) {
                return Json.MAPPER.createObjectNode();
            }
        });
    }

    private Optional<String> text(String sha256, String name) {
        return folder(sha256)
                .map(path -> path.resolve(name))
                .filter(Files::isRegularFile)
                .map(file -> {
                    try {
                        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new UncheckedIOException("The file " + file + " cannot be read", e);
                    }
                });
    }
}
