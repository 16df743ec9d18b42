package dev.attune.registry.service.card;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.bus.EventCodec;
import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationGiven;
import dev.attune.contracts.event.DemonstrationEvent.DemonstrationRetracted;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.json.Json;
import dev.attune.registry.card.KeptSummary;
import dev.attune.registry.card.RaterSummary;

/**
 * Counts an artifact that a run learnt from: {@code events.jsonl}, which workers keep of the bus, or {@code data.jsonl}, which a
 * project was exported to. No text of it stays.
 */
final class KeptCount {

    private static final String EVENTS = "events.jsonl";
    private static final String DATA = "data.jsonl";

    /** What stands behind a key: enough to take it back when a later record says so. */
    private record Row(String kind, String prompt, String project, String first, String second, Given given) {}

    /** Who gave a demonstration, and when. */
    private record Given(
            @Nullable String annotator,
            @Nullable String source,
            @Nullable Instant at) {
        static final Given NOTHING = new Given(null, null, null);
    }

    private final Map<String, Row> rows = new HashMap<>();
    private String form = "preferences";
    private long records;
    private boolean ofFile;

    private KeptCount() {}

    /** Of the artifact's folder; empty where it holds neither file. */
    static Optional<KeptCount> of(Path folder) {
        try {
            if (Files.isRegularFile(folder.resolve(EVENTS))) {
                KeptCount count = new KeptCount();
                count.events(folder.resolve(EVENTS));
                return Optional.of(count);
            }
            if (Files.isRegularFile(folder.resolve(DATA))) {
                KeptCount count = new KeptCount();
                count.file(folder);
                return Optional.of(count);
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The data in " + folder + " cannot be read", e);
        }
    }

    private void file(Path folder) throws IOException {
        ofFile = true;
        try (var lines = Files.lines(folder.resolve(DATA), StandardCharsets.UTF_8)) {
            records = lines.filter(line -> !line.isBlank()).count();
        }
        Path manifest = folder.resolve("manifest.json");
        form = Files.isRegularFile(manifest)
                ? Json.MAPPER
                        .readTree(Files.readAllBytes(manifest))
                        .path("form")
                        .asText("file")
                : "file";
    }

    private void events(Path file) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                records++;
                JsonNode node = Json.MAPPER.readTree(line);
                Optional<Class<? extends Event>> type =
                        EventTypes.byName(node.path("type").asText());
                if (type.isPresent()) {
                    add(EventCodec.read(Json.text(node.path("data")).getBytes(StandardCharsets.UTF_8), type.get()));
                }
            }
        }
    }

    private void add(Event event) {
        switch (event) {
            case PreferenceSettled settled ->
                rows.put(
                        settled.key(),
                        new Row(
                                settled.outcome().name(),
                                settled.promptId(),
                                settled.projectId(),
                                settled.chosen().checkpointId(),
                                settled.rejected().checkpointId(),
                                Given.NOTHING));
            case PreferenceRetracted retracted -> rows.remove(retracted.key());
            case PromptAdded added -> {
                form = "prompts";
                rows.put(
                        added.key(),
                        new Row(added.split().name(), added.promptId(), added.projectId(), "", "", Given.NOTHING));
            }
            case DemonstrationGiven given -> {
                form = "demonstrations";
                rows.put(
                        given.key(),
                        new Row(
                                "GIVEN",
                                given.promptId(),
                                given.projectId(),
                                "",
                                "",
                                new Given(given.annotator(), given.source(), given.givenAt())));
            }
            case DemonstrationRetracted retracted -> rows.remove(retracted.key());
            default -> {
                // Others lie in no snapshot.
            }
        }
    }

    /** The items whose ratings settled the preferences; none where there are no preferences. */
    Set<String> items() {
        Set<String> items = new HashSet<>();
        if (!ofFile && form.equals("preferences")) {
            rows.keySet().forEach(key -> items.add(item(key)));
        }
        return items;
    }

    /** A pair's key begins with its item. */
    private static String item(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? key : key.substring(0, slash);
    }

    /** @param raters of the preferences, where they are some; demonstrations say themselves who wrote them */
    KeptSummary summary(@Nullable RaterSummary raters) {
        Map<String, Long> kinds = new HashMap<>();
        Map<String, Long> answeredBy = new HashMap<>();
        Set<String> prompts = new HashSet<>();
        Set<String> projects = new HashSet<>();
        for (Row row : rows.values()) {
            kinds.merge(row.kind(), 1L, Long::sum);
            prompts.add(row.prompt());
            projects.add(row.project());
            if (!row.first().isEmpty()) {
                answeredBy.merge(row.first(), 1L, Long::sum);
                answeredBy.merge(row.second(), 1L, Long::sum);
            }
        }
        return new KeptSummary(
                form,
                records,
                ofFile ? records : rows.size(),
                kinds,
                prompts.size(),
                projects.size(),
                answeredBy,
                form.equals("demonstrations") ? writers() : raters);
    }

    private RaterSummary writers() {
        Map<String, Long> sources = new HashMap<>();
        Set<String> people = new HashSet<>();
        Instant first = null;
        Instant last = null;
        for (Row row : rows.values()) {
            Given given = row.given();
            people.add(String.valueOf(given.annotator()));
            sources.merge(String.valueOf(given.source()), 1L, Long::sum);
            Instant at = given.at();
            if (at != null) {
                first = first == null || at.isBefore(first) ? at : first;
                last = last == null || at.isAfter(last) ? at : last;
            }
        }
        return new RaterSummary(
                rows.size(),
                people.size(),
                0,
                sources,
                first,
                last,
                null,
                null,
                null,
                "they wrote answers and compared none");
    }
}
