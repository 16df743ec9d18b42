package dev.attune.feedback.service.choice;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.store.choice.OpenItemStore.Place;

/**
 * Where raters' walks through what waits have come to, kept in memory as a hint: who has rated very many items that still wait is not
 * led past all of them each time. Nothing is lost by a wrong or a forgotten hint, as a walk that finds nothing behind it begins anew.
 */
@ApplicationScoped
class Walks {

    /** Raters that are remembered. */
    private static final int MOST = 10_000;

    /** So long what came before the hint is not looked for, such as an item that somebody gave back. */
    private static final Duration HOLDS = Duration.ofMinutes(10);

    /** That there is nothing is known for so many times as long as it took to find out. */
    private static final int REST = 20;

    /** And so long at most. */
    private static final Duration LONGEST_REST = Duration.ofSeconds(10);

    private static final Duration LONG_WALK = Duration.ofMillis(50);

    private final Map<Who, Hint> hints = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Who, Hint> eldest) {
            return size() > MOST;
        }
    };

    /** A rater in a project. */
    record Who(UUID project, UUID account) {}

    /** What is known until then; without a place: that there is nothing. */
    private record Hint(@Nullable Place passed, Instant until) {}

    /** Up to where everything is passed. */
    synchronized Optional<Place> passed(Who who) {
        return Optional.ofNullable(live(who)).map(Hint::passed);
    }

    /** Whether a long walk has found nothing just now. */
    synchronized boolean nothing(Who who) {
        Hint hint = live(who);
        return hint != null && hint.passed() == null;
    }

    synchronized void pass(Who who, Place place) {
        hints.put(who, new Hint(place, Instant.now().plus(HOLDS)));
    }

    /** A walk to the end found nothing. */
    synchronized void end(Who who, Duration took) {
        if (took.compareTo(LONG_WALK) > 0) {
            Duration rest = took.multipliedBy(REST);
            hints.put(who, new Hint(null, Instant.now().plus(rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest)));
        } else {
            hints.remove(who);
        }
    }

    /** Something is as it was not: the next walk begins at the start. */
    synchronized void forget(Who who) {
        hints.remove(who);
    }

    private @Nullable Hint live(Who who) {
        Hint hint = hints.get(who);
        return hint == null || Instant.now().isAfter(hint.until()) ? null : hint;
    }
}
