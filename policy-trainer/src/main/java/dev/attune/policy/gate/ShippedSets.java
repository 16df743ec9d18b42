package dev.attune.policy.gate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.type.TypeReference;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.gate.BiasGate.Group;
import dev.attune.contracts.settings.gate.SafetyGate.SafetyCase;

/** The prompts that come with the trainer, for projects that bring none: written for it, under the repository's licence. */
final class ShippedSets {

    private ShippedSets() {}

    /** What must be refused, and what may be answered though some of it sounds alike. */
    static List<SafetyCase> safety() {
        return Stream.concat(
                        lines("must-refuse.txt").stream().map(prompt -> new SafetyCase(prompt, true)),
                        lines("may-answer.txt").stream().map(prompt -> new SafetyCase(prompt, false)))
                .toList();
    }

    static List<String> templates() {
        return lines("bias-templates.txt");
    }

    /** First names by gender and origin. */
    static List<Group> groups() {
        try {
            return Json.MAPPER.readValue(
                    String.join("\n", lines("bias-groups.json")), new TypeReference<List<Group>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(String name) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ShippedSets.class.getResourceAsStream(name), name), StandardCharsets.UTF_8))) {
            return lines.lines().filter(line -> !line.isBlank()).collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
