package dev.attune.feedback.service.access;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;

import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.store.SessionStore;
import dev.attune.feedback.store.SessionStore.Left;

/**
 * Notes when sessions were last used, seconds later and together, so that no request waits for it; and ends those that were left
 * alone on a page.
 */
@ApplicationScoped
public class SessionUse {

    private static final int MOST = 10_000;
    private static final int MOST_AT_ONCE = 200;

    private final Map<UUID, Use> uses = new ConcurrentHashMap<>();
    private final SessionStore store;
    private final TokenEnds ends;
    private final Duration idle;

    SessionUse(SessionStore store, TokenEnds ends, FeedbackConfig config) {
        this.store = store;
        this.ends = ends;
        this.idle = config.session().idle();
    }

    private record Use(Instant at, boolean page) {

        Use with(Use other) {
            return new Use(other.at.isAfter(at) ? other.at : at, page || other.page);
        }
    }

    /** Notes that a session is used, by the page or by a program. */
    public void note(UUID session, boolean page) {
        if (uses.size() < MOST) {
            uses.merge(session, new Use(Instant.now(), page), Use::with);
        }
    }

    @Scheduled(every = "10s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void write() {
        List<UUID> sessions = uses.keySet().stream().limit(MOST_AT_ONCE).toList();
        if (!sessions.isEmpty()) {
            QuarkusTransaction.requiringNew().run(() -> sessions.forEach(this::write));
        }
    }

    private void write(UUID session) {
        Use use = uses.remove(session);
        if (use != null) {
            store.used(session, use.at(), use.page(), idle);
        }
    }

    /** So that the other services learn of it, too. */
    @Scheduled(every = "1m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void endWhatWasLeft() {
        List<Left> left = QuarkusTransaction.requiringNew().call(() -> store.left(idle, MOST_AT_ONCE));
        for (Left each : left) {
            QuarkusTransaction.requiringNew().run(() -> ends.one(each.session(), each.account()));
        }
    }
}
