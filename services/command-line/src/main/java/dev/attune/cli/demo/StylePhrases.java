package dev.attune.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.json.Json;

/** The phrases by which attune-tiny's corpus is polite, rude or off the subject, as shipped beside the model. */
record StylePhrases(List<String> polite, List<String> rude, List<String> offSubject) {

    StylePhrases {
        polite = List.copyOf(polite);
        rude = List.copyOf(rude);
        offSubject = List.copyOf(offSubject);
    }

    static StylePhrases read(Path file) throws IOException {
        JsonNode json = Json.MAPPER.readTree(Files.readAllBytes(file));
        return new StylePhrases(phrases(json, "polite"), phrases(json, "rude"), phrases(json, "offSubject"));
    }

    private static List<String> phrases(JsonNode json, String kind) {
        List<String> phrases = new ArrayList<>();
        for (JsonNode phrase : json.withArray(kind)) {
            phrases.add(phrase.asText().toLowerCase(Locale.ROOT));
        }
        if (phrases.isEmpty()) {
            throw new IllegalArgumentException("The style phrases have no list named " + kind + ".");
        }
        return phrases;
    }
}
