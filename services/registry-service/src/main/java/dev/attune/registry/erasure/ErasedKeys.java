package dev.attune.registry.erasure;

import java.util.List;
import java.util.Set;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;

/**
 * What is to be looked for in what runs have kept, as feedback-service says it of an erasure.
 *
 * @param erasure id of it there
 * @param pseudonym under which the bus knows the person
 * @param items that they rated
 * @param ratings ids of their ratings
 * @param snapshots hashes of data artifacts that may hold it
 */
public record ErasedKeys(
        @NotNull @Pattern(regexp = "[a-z0-9-]{1,80}") String erasure,
        @NotNull String pseudonym,
        @NotNull List<String> items,
        @NotNull List<String> ratings,
        @NotNull List<@Pattern(regexp = "[0-9a-f]{64}") String> snapshots) {

    private static final String EDIT = "/edit/";

    /** Whether the person had a part in the preference of this key: they rated its item, or wrote one of its answers. */
    static boolean holds(String key, Set<String> items, Set<String> ratings) {
        int edit = key.indexOf(EDIT);
        if (edit >= 0) {
            String rating = key.substring(edit + EDIT.length());
            int end = rating.indexOf('/');
            return ratings.contains(end < 0 ? rating : rating.substring(0, end));
        }
        int slash = key.indexOf('/');
        return items.contains(slash < 0 ? key : key.substring(0, slash));
    }

    /** Whether it is so of a demonstration or a preference. */
    public Looked look() {
        return new Looked(Set.copyOf(items), Set.copyOf(ratings), pseudonym);
    }

    /** The same to be asked often. */
    public record Looked(Set<String> items, Set<String> ratings, String pseudonym) {

        public boolean preference(String key) {
            return holds(key, items, ratings);
        }

        public boolean demonstration(String annotator) {
            return pseudonym.equals(annotator);
        }
    }
}
