package dev.attune.contracts.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;

/** The document of a task's folder: read strictly, so that a misspelt setting is refused and not passed over. */
public final class TaskFiles {

    private static final long LARGEST = 1 << 20;

    private static final ObjectReader STRICT = ((JsonMapper) Json.MAPPER)
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build()
            .readerFor(TaskDocument.class);

    private TaskFiles() {}

    /**
     * Reads {@code task.json} of a folder.
     *
     * @throws AttuneException {@code task-invalid} with one sentence
     */
    public static TaskDocument read(Path folder) {
        return read(folder, folder.resolve(TaskDocument.FILE).toString());
    }

    /**
     * The same for somebody who must not know where the folder is.
     *
     * @param said what a refusal calls the file
     */
    public static TaskDocument read(Path folder, String said) {
        Path file = folder.resolve(TaskDocument.FILE);
        try {
            if (Files.size(file) > LARGEST) {
                throw invalid(said, "it is larger than " + LARGEST + " bytes", null);
            }
            return STRICT.readValue(Files.readAllBytes(file));
        } catch (JsonProcessingException e) {
            throw invalid(said, sentence(e), e);
        } catch (IOException e) {
            throw invalid(said, "it cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
    }

    /** Writes {@code task.json} into a folder, which exists. */
    public static void write(TaskDocument document, Path folder) throws IOException {
        Files.writeString(folder.resolve(TaskDocument.FILE), Json.pretty(document) + "\n");
    }

    private static String sentence(JsonProcessingException failure) {
        return failure instanceof UnrecognizedPropertyException unknown
                ? "it has a setting " + unknown.getPropertyName() + ", which is not known"
                : Json.sentence(failure);
    }

    private static AttuneException invalid(String said, String why, @Nullable Throwable cause) {
        return ErrorCategory.CALLER.error("task-invalid", said + " is no task: " + why + ".", cause);
    }
}
