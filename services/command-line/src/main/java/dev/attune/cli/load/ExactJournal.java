package dev.attune.cli.load;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** What the service has acknowledged, as those who were told remember it. */
final class ExactJournal {

    private final Set<String> rated = ConcurrentHashMap.newKeySet();
    private final Set<String> takenBack = ConcurrentHashMap.newKeySet();

    void rated(String rating) {
        rated.add(rating);
    }

    void tookBack(String rating) {
        takenBack.add(rating);
    }

    /** How many stand. */
    int standing() {
        return rated.size() - takenBack.size();
    }

    Acknowledged read() {
        return new Acknowledged(rated, takenBack);
    }

    /**
     * All that was acknowledged.
     *
     * @param rated ids of ratings, also of those that were taken back
     * @param takenBack ids of those
     */
    record Acknowledged(Set<String> rated, Set<String> takenBack) {
        Acknowledged {
            rated = new TreeSet<>(rated);
            takenBack = new TreeSet<>(takenBack);
        }
    }
}
