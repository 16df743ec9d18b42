package dev.attune.cli.prompt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.json.Json;

/**
 * Sends a run: its prompts become versions, then its rows follow in parts. Sent again, nothing is there twice, and what was broken
 * off goes on.
 */
final class RunUpload {

    private static final int ROWS_AT_ONCE = 200;
    private static final long CHARACTERS_AT_ONCE = 4L << 20;

    /** A prompt that was fetched from the library is labelled so in a run. */
    private static final Pattern FETCHED = Pattern.compile("([a-z0-9-]{1,80})@[0-9]+");

    private final Library library;
    private final Consumer<String> tell;

    RunUpload(Library library, Consumer<String> tell) {
        this.library = library;
        this.tell = tell;
    }

    /**
     * What was sent.
     *
     * @param versions by the prompts' labels, such as {@code greet@3}
     */
    record Sent(Map<String, String> versions, List<Library.Pushed> pushed, JsonNode run) {}

    /** @param name of the prompts that say none themselves */
    Sent send(KeptRun run, String name, String note) throws InterruptedException {
        List<Map<String, Object>> prompts = new ArrayList<>();
        Map<String, String> versions = new LinkedHashMap<>();
        List<Library.Pushed> all = new ArrayList<>();
        for (Map.Entry<String, List<JsonNode>> prompt : run.turns().entrySet()) {
            String label = prompt.getKey();
            Optional<ObjectNode> content = PromptFile.ofTurns(prompt.getValue());
            if (content.isEmpty()) {
                tell.accept("The prompt " + label + " is kept in the run only: its turns are no system, pairs of turns"
                        + " and a last one of the user.");
                prompts.add(Map.of("label", label));
                continue;
            }
            Matcher fetched = FETCHED.matcher(label);
            String of = fetched.matches() ? fetched.group(1) : name;
            Library.Pushed pushed = library.push(of, content.get(), note.isEmpty() ? label : note);
            all.add(pushed);
            versions.put(label, of + "@" + pushed.number());
            prompts.add(Map.of("label", label, "name", of, "version", pushed.number()));
        }
        Map<String, Object> announced = new LinkedHashMap<>();
        announced.put("digest", run.digest());
        announced.put("suite", run.suite());
        announced.put("note", note);
        announced.put("prompts", prompts);
        announced.put("cases", run.cases());
        announced.put("rows", run.rows().size());
        return new Sent(versions, all, rows(library.begin(announced), run.rows()));
    }

    private JsonNode rows(JsonNode begun, List<JsonNode> rows) throws InterruptedException {
        JsonNode state = begun;
        int stored = begun.path("stored").asInt();
        while (stored < rows.size()) {
            int end = stored;
            long characters = 0;
            while (end < rows.size() && end - stored < ROWS_AT_ONCE && characters < CHARACTERS_AT_ONCE) {
                characters += Json.text(rows.get(end++)).length();
            }
            state = library.add(begun.path("id").asText(), stored, rows.subList(stored, end));
            stored = end;
        }
        return state;
    }
}
