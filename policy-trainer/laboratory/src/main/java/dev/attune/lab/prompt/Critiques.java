package dev.attune.lab.prompt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.text.JsonRows;
import dev.attune.text.Row;
import dev.attune.text.TextFile;

/**
 * What people have written about answers: lines of text, or events of {@code attune.feedback} as {@code ./attune tail feedback
 * --json} writes them. Of a rating the last version counts, and of one that was taken back nothing.
 */
public final class Critiques {

    /** Who writes instructions is told so many, the newest. */
    private static final int MOST = 20;

    private static final int LONGEST_QUESTION = 200;
    private static final int LONGEST = 500;
    /** Fields in which a rating's written words may be. */
    private static final List<String> WRITTEN = List.of("comment", "critique", "note");

    private final Path file;
    private final Map<String, String> said = new LinkedHashMap<>();
    private int rows;
    private int wordless;
    private int unreadable;

    private Critiques(Path file) {
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param notes hears what was left out
     * @throws AttuneException {@code critiques-unreadable}, or {@code critiques-empty} where nothing is written
     */
    public static List<String> read(Path file, Consumer<String> notes) {
        Critiques critiques = new Critiques(file);
        try {
            String text = TextFile.whole(file).strip();
            if (text.startsWith("{")) {
                JsonRows.read(file, critiques::add);
            } else {
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(critiques::add);
            }
        } catch (IOException e) {
            throw ErrorCategory.CALLER.error(
                    "critiques-unreadable", file + " cannot be read: " + TextFile.reason(e) + ".", e);
        }
        return critiques.newest(notes);
    }

    private void add(String line) {
        rows++;
        said.put(String.valueOf(rows), shortened(line, LONGEST));
    }

    private void add(Row row) {
        if (!(row instanceof Row.Good good)) {
            unreadable++;
            return;
        }
        rows++;
        JsonNode data = good.written().path("data").isObject() ? good.written().path("data") : good.written();
        JsonNode rating = Stream.of("rating", "ranking")
                .map(data::path)
                .filter(JsonNode::isObject)
                .findFirst()
                .orElse(data);
        String id = rating.path("ratingId").asText("line " + rows);
        said.remove(id); // revised, or taken back: what was said before does not count
        List<String> all = new ArrayList<>();
        WRITTEN.stream()
                .map(field -> rating.path(field).asText("").strip())
                .filter(text -> !text.isEmpty())
                .findFirst()
                .ifPresent(all::add);
        all.addAll(MarkedParts.of(rating));
        String words = String.join(" ", all);
        if (words.isEmpty()) {
            wordless++;
            return;
        }
        String question = question(rating.path("prompt"));
        said.put(id, (question.isEmpty() ? "" : "To \"" + question + "\": ") + shortened(words, LONGEST));
    }

    private static String question(JsonNode conversation) {
        String question = "";
        for (JsonNode message : conversation) {
            if (message.path("role").asText().equals("user")) {
                question = message.path("content").asText();
            }
        }
        return shortened(question.strip().replaceAll("\\s+", " "), LONGEST_QUESTION);
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    private List<String> newest(Consumer<String> notes) {
        if (said.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "critiques-empty",
                    file + " has nothing that people have written"
                            + (wordless > 0 ? ": none of its " + wordless + " events has a comment." : "."));
        }
        List<String> all = new ArrayList<>(said.values());
        List<String> newest = all.subList(Math.max(0, all.size() - MOST), all.size());
        if (wordless > 0) {
            notes.accept(wordless + " of " + rows + " events in " + file + " have no comment and are left out.");
        }
        if (unreadable > 0) {
            notes.accept(unreadable + " lines of " + file + " are no JSON and are left out.");
        }
        if (newest.size() < all.size()) {
            notes.accept("Of " + all.size() + " critiques the newest " + MOST + " are told.");
        }
        return List.copyOf(newest);
    }
}
