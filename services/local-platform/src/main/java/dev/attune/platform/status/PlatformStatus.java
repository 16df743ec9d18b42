package dev.attune.platform.status;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.platform.process.ProcessStatus;

/**
 * What the supervisor last said about itself, in {@code run/status.json}.
 *
 * @param supervisorPid the process that said it; whether it still lives is another question
 * @param failure why the platform could not be started or had to stop, as a sentence
 */
public record PlatformStatus(
        long supervisorPid, Phase phase, @Nullable String failure, Ports ports, List<ProcessStatus> processes) {

    /** Where the platform is in its life. */
    public enum Phase {
        STARTING,
        READY,
        STOPPING,
        STOPPED,
        FAILED
    }

    public PlatformStatus {
        processes = List.copyOf(processes);
    }

    /** The last status, empty when there is none or when a crash cut it short. */
    public static Optional<PlatformStatus> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(Files.readString(file), PlatformStatus.class));
        } catch (JsonProcessingException cut) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Makes this the last status, at once or not at all. */
    public void write(Path file) {
        try {
            Path temporary = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(temporary, Json.MAPPER.writeValueAsString(this));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
