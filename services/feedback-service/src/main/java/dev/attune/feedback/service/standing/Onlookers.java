package dev.attune.feedback.service.standing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.StandingConfig;
import dev.attune.feedback.standing.StandingFilter;

/**
 * Those who look on as standings change, at this instance. What they look at is looked up once for all of them, at most every couple of seconds, and told to
 * each who has not heard it.
 */
@ApplicationScoped
public class Onlookers {

    private static final Logger LOG = Logger.getLogger(Onlookers.class);

    private final Standings standings;
    private final StandingConfig config;
    private final Map<View, List<Place>> places = new HashMap<>();

    Onlookers(Standings standings, StandingConfig config) {
        this.standings = standings;
        this.config = config;
    }

    /** What is looked at. */
    private record View(UUID project, StandingFilter filter) {}

    /** One who looks, and what was heard last. */
    private static final class Place {
        private final Onlooker onlooker;
        private @Nullable String heard;
        private long heardAt = System.nanoTime();
        private long changedAt = System.nanoTime();

        Place(Onlooker onlooker) {
            this.onlooker = onlooker;
        }
    }

    /** Ends the looking; again and again changes nothing. */
    public interface Looking {
        void close();
    }

    /**
     * Lets somebody look, who is told the present standing next.
     *
     * @throws FeedbackException {@link Fault#STANDING_BUSY} when too many look on
     */
    public Looking add(UUID project, StandingFilter filter, Onlooker onlooker) {
        View view = new View(project, filter);
        Place place = new Place(onlooker);
        synchronized (places) {
            checkRoom(onlooker.account());
            places.computeIfAbsent(view, _ -> new ArrayList<>()).add(place);
        }
        return () -> remove(view, place);
    }

    /** @throws FeedbackException {@link Fault#STANDING_BUSY} when too many look on, or this account does too often */
    public void checkRoom(UUID account) {
        synchronized (places) {
            List<Place> all = places.values().stream().flatMap(List::stream).toList();
            long own = all.stream()
                    .filter(each -> each.onlooker.account().equals(account))
                    .count();
            Fault.STANDING_BUSY.when(
                    own >= config.listenersEach(), "You look at " + own + " standings already; close one of them.");
            Fault.STANDING_BUSY.when(
                    all.size() >= config.listeners(),
                    "Too many look at standings just now; ask for the standing itself now and then.");
        }
    }

    private void remove(View view, Place place) {
        synchronized (places) {
            List<Place> all = places.get(view);
            if (all != null && all.remove(place) && all.isEmpty()) {
                places.remove(view);
            }
        }
    }

    /** How many look on. */
    public int count() {
        synchronized (places) {
            return places.values().stream().mapToInt(List::size).sum();
        }
    }

    @Scheduled(every = "{attune.standing.every}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Map<View, List<Place>> now = new HashMap<>();
        synchronized (places) {
            places.forEach((view, all) -> now.put(view, List.copyOf(all)));
        }
        now.forEach(this::look);
    }

    private void look(View view, List<Place> all) {
        if (all.stream().noneMatch(this::isDue)) {
            return;
        }
        try {
            CurrentStanding current = standings.of(view.project(), view.filter());
            all.forEach(place -> tell(view, place, current));
        } catch (RuntimeException e) {
            // They hear of it when it can be looked up again.
            LOG.debugf(e, "The standing of project %s cannot be looked up", view.project());
        }
    }

    private boolean isDue(Place place) {
        long now = System.nanoTime();
        return place.heard == null
                || now - place.changedAt >= config.pause().toNanos()
                || now - place.heardAt >= config.heartbeat().toNanos();
    }

    private void tell(View view, Place place, CurrentStanding current) {
        boolean other = !current.tag().equals(place.heard);
        if (!isDue(place)
                || (!other
                        && System.nanoTime() - place.heardAt
                                < config.heartbeat().toNanos())) {
            return;
        }
        try {
            if (!place.onlooker.mayLook()) {
                remove(view, place);
                place.onlooker.end();
                return;
            }
            place.heardAt = System.nanoTime();
            if (other) {
                place.heard = current.tag();
                place.changedAt = place.heardAt;
                place.onlooker.tell(current);
            } else {
                place.onlooker.quiet();
            }
        } catch (RuntimeException e) {
            LOG.debugf(e, "Somebody who looked at the standing of project %s is gone", view.project());
            remove(view, place);
            place.onlooker.end();
        }
    }

    /** The page asks again, somewhere else. */
    void stop(@Observes ShutdownEvent event) {
        synchronized (places) {
            places.values().forEach(all -> all.forEach(place -> place.onlooker.end()));
            places.clear();
        }
    }
}
