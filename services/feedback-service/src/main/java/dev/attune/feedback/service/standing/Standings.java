package dev.attune.feedback.service.standing;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.StandingConfig;
import dev.attune.feedback.standing.ProjectStanding;
import dev.attune.feedback.standing.StandingFilter;

/**
 * How the checkpoints of projects stand now. Whether votes have changed is asked of the database, each time, so that it does not matter
 * which instance took them; they are read and reckoned with anew only then, by one at a time, and not again for four times as long as that took.
 */
@ApplicationScoped
public class Standings {

    private static final int KEPT = 32;
    private static final int REST = 4;

    /** What is reckoned with so quickly needs no rest. */
    private static final Duration QUICK = Duration.ofMillis(250);

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** Longer than any statement may take: what was given before then has been committed. */
    private static final Duration LATE = Duration.ofSeconds(60);

    private final VoteReading reading;
    private final ObjectMapper mapper;
    private final Timer timer;
    private final int window;
    private final ReentrantLock reckoning = new ReentrantLock(true);
    private final Map<Key, Kept> kept = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Kept> eldest) {
            return size() > KEPT;
        }
    };

    Standings(VoteReading reading, ObjectMapper mapper, StandingConfig config, MeterRegistry registry) {
        this.reading = reading;
        this.mapper = mapper;
        this.window = config.window();
        this.timer = registry.timer("attune.standing");
    }

    /** So that its meter is there before anybody looks. */
    void start(@Observes StartupEvent event) {}

    private record Key(UUID project, StandingFilter filter) {}

    /** What was found, the state of the project's ratings then, and until when nobody looks again. */
    private record Kept(CurrentStanding current, Instant since, String state, long restsUntil) {
        boolean rests() {
            return restsUntil - System.nanoTime() > 0;
        }
    }

    /**
     * The standing of a project's checkpoints by the votes of the filter, outside of any transaction. May wait for that of somebody else.
     *
     * @throws FeedbackException {@link Fault#STANDING_BUSY}
     */
    public CurrentStanding of(UUID project, StandingFilter filter) {
        Key key = new Key(project, filter);
        Kept known = known(key);
        if (known != null && holds(key, known)) {
            return known.current();
        }
        if (!locked()) {
            if (known != null) {
                return known.current();
            }
            throw Fault.STANDING_BUSY.because(
                    "Other standings are being computed just now; ask again in a few seconds.");
        }
        try {
            Kept meanwhile = known(key);
            return meanwhile != null && meanwhile != known && holds(key, meanwhile)
                    ? meanwhile.current()
                    : reckon(key).current();
        } finally {
            reckoning.unlock();
        }
    }

    private boolean locked() {
        try {
            return reckoning.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean holds(Key key, Kept known) {
        return known.rests()
                || QuarkusTransaction.requiringNew()
                        .call(() -> reading.state(key.project(), known.since()))
                        .equals(known.state());
    }

    private Kept reckon(Key key) {
        long begun = System.nanoTime();
        Read read = QuarkusTransaction.requiringNew().call(() -> read(key));
        ProjectStanding standing = Reckoning.of(read.votes(), window);
        String json = json(standing);
        long took = System.nanoTime() - begun;
        timer.record(took, TimeUnit.NANOSECONDS);
        long rest = took < QUICK.toNanos() ? 0 : REST * took;
        Kept found = new Kept(
                new CurrentStanding(standing, json, Sha256.of(json).substring(0, 32)),
                read.since(),
                read.state(),
                System.nanoTime() + rest);
        synchronized (kept) {
            kept.put(key, found);
        }
        return found;
    }

    private record Read(Votes votes, Instant since, String state) {}

    /** The state first: what comes between it and the votes is looked at once more. */
    private Read read(Key key) {
        Instant since = reading.now().minus(LATE);
        String state = reading.state(key.project(), since);
        return new Read(reading.read(key.project(), key.filter()), since, state);
    }

    private @Nullable Kept known(Key key) {
        synchronized (kept) {
            return kept.get(key);
        }
    }

    private String json(ProjectStanding standing) {
        try {
            return mapper.writeValueAsString(standing);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A standing cannot be written", e);
        }
    }
}
