package dev.attune.contracts.task;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

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

    private static final long LARGEST_POOL = 16 << 20;

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

    /**
     * The training texts that a task keeps, in the order of the file; none where it keeps none.
     *
     * @throws AttuneException {@code task-invalid} with one sentence
     */
    public static List<TaskExample> readPool(Path folder, TaskDocument document) {
        String name = document.kept().pool();
        if (name == null) {
            return List.of();
        }
        Path file = folder.resolve(name);
        Set<String> labels =
                document.prompt().labels().stream().map(TaskLabel::id).collect(Collectors.toSet());
        List<TaskExample> pool = new ArrayList<>();
        try {
            if (Files.size(file) > LARGEST_POOL) {
                throw invalid(name, "it is larger than " + LARGEST_POOL + " bytes", null);
            }
            for (String line : Files.readAllLines(file)) {
                TaskExample example = STRICT.forType(TaskExample.class).readValue(line);
                boolean known = labels.contains(example.label())
                        && example.variables().keySet().containsAll(document.inputs());
                if (!known) {
                    throw invalid(
                            name,
                            "line " + (pool.size() + 1) + " has not all of the inputs, or an unknown label",
                            null);
                }
                pool.add(example);
            }
        } catch (JsonProcessingException e) {
            throw invalid(name, "line " + (pool.size() + 1) + ": " + sentence(e), e);
        } catch (IOException e) {
            throw invalid(name, "it cannot be read (" + e.getClass().getSimpleName() + ")", e);
        }
        if (pool.isEmpty()) {
            throw invalid(name, "it has no training texts", null);
        }
        return pool;
    }

    /** Writes training texts into a file of a folder, which exists. */
    public static void writePool(List<TaskExample> pool, Path file) throws IOException {
        Files.write(file, pool.stream().map(Json::text).toList());
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
