package dev.attune.worker.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** The variables of a worker's environment; what is missing or wrong is named. A variable that is blank counts as not set. */
public record Environment(Map<String, String> variables) {

    private static final int HIGHEST_PORT = 65_535;

    public Environment {
        variables = Map.copyOf(variables);
    }

    public Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** @throws AttuneException {@code setting-missing} */
    public String required(String name) {
        return text(name)
                .orElseThrow(() -> ErrorCategory.CALLER.error(
                        "setting-missing", "The environment variable " + name + " is not set."));
    }

    /** @throws AttuneException {@code bad-setting} */
    public int port(String name, int otherwise) {
        return text(name).map(text -> port(name, text)).orElse(otherwise);
    }

    /** @throws AttuneException {@code bad-setting} */
    public Optional<URI> url(String name) {
        return text(name).map(text -> {
            if (!text.matches("https?://\\S+")) {
                throw bad(name + " must be an http or https URL but is " + text + ".");
            }
            return URI.create(text);
        });
    }

    /**
     * The settings in the JSON file that a variable names, over {@code defaults}.
     *
     * @throws AttuneException {@code config-unreadable}, {@code unknown-setting} or {@code bad-setting}
     */
    public <T> T settings(String name, T defaults) {
        return text(name)
                .map(file -> SettingOptions.read(defaults, Path.of(file), Map.of()))
                .orElse(defaults);
    }

    private static int port(String name, String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > HIGHEST_PORT) {
            throw bad(name + " must be a port number but is " + text + ".");
        }
        return Integer.parseInt(text);
    }

    private static AttuneException bad(String sentence) {
        return ErrorCategory.CALLER.error("bad-setting", sentence);
    }
}
