package dev.attune.tiny;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.SequencedMap;

import dev.attune.contracts.json.Json;

/**
 * What the questions are about; the contents of {@code facts.json}.
 *
 * @param opposites pairs of words, each the other's opposite
 * @param capitals country to capital
 * @param colors thing to color
 * @param categories category to its members
 * @param words words to spell and to repeat
 */
public record Facts(
        List<List<String>> opposites,
        SequencedMap<String, String> capitals,
        SequencedMap<String, String> colors,
        SequencedMap<String, List<String>> categories,
        SequencedMap<String, String> irregularPlurals,
        List<String> regularPlurals,
        List<String> words,
        List<String> days,
        List<String> months) {

    /** The facts that this jar carries. */
    public static Facts shipped() {
        return read("facts.json", Facts.class);
    }

    /** A JSON resource beside this class. */
    static <T> T read(String name, Class<T> type) {
        try (InputStream in = Facts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("This jar lacks the resource " + name + "; build it again.");
            }
            return Json.MAPPER.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
