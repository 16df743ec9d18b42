package dev.attune.worker.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.text.JsonRows;
import dev.attune.text.TextFile;

/** A configuration from a file and from {@code key=value} options, the latter stronger. */
public final class SettingOptions {

    private SettingOptions() {}

    /**
     * The defaults, then the file, then the options.
     *
     * @param file a JSON object, or none
     * @param options dotted name to value, for example {@code optimisation.learningRate} to {@code 1e-4}
     * @throws AttuneException {@code unknown-setting}, {@code bad-setting} or {@code config-unreadable}
     */
    public static <T> T read(T defaults, @Nullable Path file, Map<String, String> options) {
        T configuration = file == null ? defaults : Configurations.with(defaults, object(file));
        ObjectNode overrides = Json.MAPPER.createObjectNode();
        options.forEach((name, value) -> put(overrides, name, value));
        return Configurations.with(configuration, overrides);
    }

    /** The options with one more, which had an option of its own on the command line, if that was given. */
    public static Map<String, String> with(Map<String, String> options, String name, @Nullable Object value) {
        Map<String, String> all = new LinkedHashMap<>(options);
        if (value != null) {
            all.put(name, value.toString());
        }
        return all;
    }

    private static JsonNode object(Path file) {
        try {
            return JsonRows.one(file);
        } catch (IOException e) {
            throw unreadable(file, TextFile.reason(e), e);
        }
    }

    private static void put(ObjectNode target, String name, String value) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            target.set(name, parsed(value));
        } else {
            put(target.withObjectProperty(name.substring(0, dot)), name.substring(dot + 1), value);
        }
    }

    /** A number, a truth value, a list or an object if it reads as one, else a text. */
    private static JsonNode parsed(String value) {
        try {
            return Json.MAPPER.readTree(value);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(value);
        }
    }

    private static AttuneException unreadable(Path file, String why, @Nullable Exception cause) {
        return ErrorCategory.CALLER.error(
                "config-unreadable",
                "The configuration file " + file + " cannot be used: " + why + "; give a file with one JSON object.",
                cause);
    }
}
