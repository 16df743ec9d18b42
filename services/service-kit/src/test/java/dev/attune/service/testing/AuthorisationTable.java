package dev.attune.service.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The table {@code authorisation.txt}: who may call which route of which service. */
public final class AuthorisationTable {

    /** Everybody who may call, nobody being one of them. */
    public static final List<String> CALLERS =
            List.of("nobody", "annotator", "reviewer", "engineer", "administrator", "service");

    private AuthorisationTable() {}

    /** What becomes of a call. */
    public enum Outcome {
        YES,
        NO,
        NEVER,
        HIDDEN
    }

    /** What the caller is to the project of the route. */
    public enum Place {
        NONE,
        OWN,
        FOREIGN,
        OPEN
    }

    /**
     * A line: a route such as {@code GET /api/runs/{id}}, and the outcome for each of {@link #CALLERS}.
     *
     * @param scope what a service token must have to call it; empty: none can
     */
    public record Row(String route, Place place, Map<String, Outcome> outcomes, String scope) {

        public Outcome outcome(String caller) {
            return Objects.requireNonNull(outcomes.get(caller), caller);
        }
    }

    /** The lines of a service, such as {@code registry}. */
    public static List<Row> of(String service) {
        List<Row> rows = lines().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("\\s+"))
                .filter(cells -> cells[0].equals(service))
                .map(AuthorisationTable::row)
                .toList();
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("authorisation.txt says nothing of " + service);
        }
        return rows;
    }

    private static Row row(String[] cells) {
        Map<String, Outcome> outcomes = new HashMap<>();
        for (int i = 0; i < CALLERS.size(); i++) {
            outcomes.put(CALLERS.get(i), Outcome.valueOf(cells[i + 4].toUpperCase(Locale.ROOT)));
        }
        Place place = cells[3].equals("-") ? Place.NONE : Place.valueOf(cells[3].toUpperCase(Locale.ROOT));
        String scope = cells.length > CALLERS.size() + 4 ? cells[CALLERS.size() + 4] : "";
        return new Row(cells[1] + " " + cells[2], place, outcomes, scope);
    }

    private static List<String> lines() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(AuthorisationTable.class.getResourceAsStream("/authorisation.txt")),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
