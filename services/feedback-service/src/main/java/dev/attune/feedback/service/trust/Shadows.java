package dev.attune.feedback.service.trust;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Judgement;
import dev.attune.feedback.store.rater.StandingStore;
import dev.attune.feedback.store.trust.FitStore;
import dev.attune.feedback.store.trust.ShadowStore;

/** Raters whom a person has set aside: their ratings are taken and kept, and weigh nothing in what settles. */
@ApplicationScoped
class Shadows {

    /** What was set elsewhere is taken up after this time. */
    private static final long FRESH = Duration.ofSeconds(5).toNanos();

    private final StandingStore standing;
    private final ShadowStore store;
    private final FitStore fits;
    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

    Shadows(StandingStore standing, ShadowStore store, FitStore fits) {
        this.standing = standing;
        this.store = store;
        this.fits = fits;
    }

    private record Seen(Set<UUID> accounts, long at) {}

    Set<UUID> of(UUID project) {
        long now = System.nanoTime();
        Seen known = seen.get(project);
        if (known != null && now - known.at() < FRESH) {
            return known.accounts();
        }
        Set<UUID> accounts = standing.shadow(project);
        seen.put(project, new Seen(accounts, now));
        return accounts;
    }

    /** Those that weigh something. */
    List<Judgement> weighing(UUID project, List<Judgement> judgements) {
        Set<UUID> shadow = of(project);
        return shadow.isEmpty()
                ? judgements
                : judgements.stream()
                        .filter(judgement -> !shadow.contains(judgement.accountId()))
                        .toList();
    }

    /** Where somebody was set aside, or is so no more, the ring is to hear anew what the person rated, and the others are fitted anew. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void follow(UUID project) {
        Set<UUID> now = standing.shadow(project);
        Set<UUID> before = store.told(project);
        if (now.equals(before) || !fits.tryLock(project)) {
            return;
        }
        seen.remove(project);
        Set<UUID> changed = new HashSet<>(now);
        changed.addAll(before);
        changed.stream()
                .filter(account -> now.contains(account) != before.contains(account))
                .forEach(account -> store.tellAnew(project, account, now.contains(account)));
        fits.want(project);
    }
}
