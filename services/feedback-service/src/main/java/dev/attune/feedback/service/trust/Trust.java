package dev.attune.feedback.service.trust;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.store.trust.FitStore;
import dev.attune.feedback.trust.Trusted;

/** What is known of a project's raters. */
@ApplicationScoped
public class Trust {

    /** A fit that another instance made is taken up after this time. */
    private static final long FRESH = Duration.ofSeconds(5).toNanos();

    private final FitStore store;
    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

    Trust(FitStore store) {
        this.store = store;
    }

    private record Seen(Optional<KnownCrowd> crowd, long at) {}

    /** The newest fit with its raters; nothing while too few have rated the same pairs. */
    @Transactional
    public Optional<Trusted> of(UUID project) {
        return store.newest(project).map(fit -> new Trusted(fit, store.raters(fit.id())));
    }

    /** The project is fitted anew soon, whatever came since. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void refit(UUID project) {
        store.want(project);
    }

    /** The raters of the newest fit, from memory mostly. */
    Optional<KnownCrowd> crowd(UUID project) {
        long now = System.nanoTime();
        Seen known = seen.get(project);
        if (known != null && now - known.at() < FRESH) {
            return known.crowd();
        }
        Optional<UUID> newest = store.newestId(project);
        Optional<KnownCrowd> crowd =
                known != null && known.crowd().map(KnownCrowd::fit).equals(newest)
                        ? known.crowd()
                        : newest.flatMap(_ -> of(project)).map(KnownCrowd::of);
        seen.put(project, new Seen(crowd, now));
        return crowd;
    }

    /** A fit was made here. */
    void forget(UUID project) {
        seen.remove(project);
    }

    /** Nothing of projects that are gone stays in memory. */
    void keepOnly(List<UUID> projects) {
        seen.keySet().retainAll(projects);
    }
}
