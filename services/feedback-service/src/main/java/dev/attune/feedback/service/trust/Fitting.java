package dev.attune.feedback.service.trust;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.config.TrustConfig;
import dev.attune.feedback.service.settlement.PairVerdict;
import dev.attune.feedback.store.trust.BeliefStore;
import dev.attune.feedback.store.trust.BeliefStore.Kept;
import dev.attune.feedback.store.trust.CrowdVoteStore;
import dev.attune.feedback.store.trust.FitStore;
import dev.attune.feedback.trust.Believed;
import dev.attune.feedback.trust.FittedCrowd;
import dev.attune.feedback.trust.TrustedRater;
import dev.attune.judgement.raters.CrowdFit;
import dev.attune.judgement.raters.PairBelief;
import dev.attune.judgement.raters.Priors;
import dev.attune.judgement.raters.RaterHierarchy;
import dev.attune.judgement.raters.Suspicion;

/**
 * One fit of a project's raters, inside the caller's transaction: all votes on pairs that count, the raters, what that says of each settled
 * pair, and which of these the ring is to hear of anew. Only votes on pairs that several people rated tell raters apart; below some of
 * them nothing is fitted.
 */
@ApplicationScoped
class Fitting {

    private static final Logger LOG = Logger.getLogger(Fitting.class);

    /** A project whose votes were read in vain is left alone for so many times as long as that took. */
    private static final long REST = 50;

    /** The same after a fit: people who rate come before it, and it takes a twentieth of a core at most. */
    private static final long REST_AFTER_FIT = 20;

    private final CrowdVoteStore votes;
    private final FitStore fits;
    private final BeliefStore beliefs;
    private final Calibrating calibrating;
    private final Shadows shadows;
    private final Trust trust;
    private final TrustConfig config;
    private final Map<UUID, Long> notBefore = new ConcurrentHashMap<>();

    Fitting(
            CrowdVoteStore votes,
            FitStore fits,
            BeliefStore beliefs,
            Calibrating calibrating,
            Shadows shadows,
            Trust trust,
            TrustConfig config) {
        this.votes = votes;
        this.fits = fits;
        this.beliefs = beliefs;
        this.calibrating = calibrating;
        this.shadows = shadows;
        this.trust = trust;
        this.config = config;
    }

    /** Fits the project if enough is new, or somebody waits for it, and nobody else is at it. */
    Optional<FittedCrowd> fitIfDue(UUID project) {
        if (!due(project) || !fits.tryLock(project) || !due(project)) {
            return Optional.empty();
        }
        return Optional.ofNullable(fit(project));
    }

    private boolean due(UUID project) {
        if (fits.wanted(project)) {
            return true;
        }
        Long rest = notBefore.get(project);
        if (rest != null && rest - System.nanoTime() > 0) {
            return false;
        }
        Optional<FittedCrowd> last = fits.newest(project);
        if (last.isEmpty()) {
            return fits.newRatings(project, Instant.EPOCH, config.leastVotes()) >= config.leastVotes();
        }
        int enough =
                (int) Math.max(config.newVotes(), config.growth() * last.get().votes());
        long found = fits.newRatings(project, last.get().readAt(), enough);
        return found >= enough || (found > 0 && fits.older(last.get(), config.longest()));
    }

    private @Nullable FittedCrowd fit(UUID project) {
        long begun = System.nanoTime();
        Instant readAt = fits.now();
        CrowdVotes read = new CrowdVotes();
        Set<UUID> shadow = shadows.of(project);
        votes.read(project, config.mostVotes(), row -> {
            if (row.account() == null || !shadow.contains(row.account())) {
                read.add(row);
            }
        });
        fits.done(project, readAt);
        if (read.overlapping() < config.leastVotes()) {
            notBefore.put(project, System.nanoTime() + REST * (System.nanoTime() - begun));
            return null;
        }
        CrowdFit crowd = RaterHierarchy.fit(read.all(), Priors.RATERS);
        UUID id = UUID.randomUUID();
        String calibration = calibrating.text(read.newest(config.calibrationVotes()));
        Drift drift = new Drift();
        List<BeliefStore.Row> rows = rows(read, crowd, id, beliefs.all(project), drift);
        FittedCrowd fitted = new FittedCrowd(
                id,
                project,
                readAt,
                read.size(),
                read.pairs(),
                read.people().size(),
                crowd.priors().worth(),
                crowd.priors().slope(),
                crowd.priors().side(),
                crowd.commonSide(),
                crowd.logTies().isPresent() ? crowd.logTies().getAsDouble() : null,
                Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0,
                drift.mean(),
                drift.most());
        fits.add(fitted, raters(read, crowd), calibration);
        // Last, and in the order in which others lock items, so that nobody waits for long or for ever.
        beliefs.put(project, rows);
        trust.forget(project);
        notBefore.put(project, System.nanoTime() + REST_AFTER_FIT * (System.nanoTime() - begun));
        LOG.infof(
                "Raters of project %s: %d votes on %d pairs by %d raters, fitted in %.1f s",
                project, fitted.votes(), fitted.pairs(), fitted.raters(), fitted.seconds());
        return fitted;
    }

    private static List<TrustedRater> raters(CrowdVotes read, CrowdFit crowd) {
        List<List<Suspicion>> doubts = Suspicion.of(crowd.raters());
        List<TrustedRater> raters = new ArrayList<>();
        for (int rater = 0; rater < crowd.raters().size(); rater++) {
            CrowdVotes.Person person = read.people().get(rater);
            raters.add(TrustedRater.of(
                    person.rater(), person.account(), crowd.raters().get(rater), doubts.get(rater)));
        }
        return raters;
    }

    private List<BeliefStore.Row> rows(CrowdVotes read, CrowdFit crowd, UUID fit, Map<UUID, Kept> before, Drift drift) {
        List<BeliefStore.Row> rows = new ArrayList<>();
        read.items().forEach((item, of) -> {
            if (of.settled()) {
                Believed believed = believed(crowd, of, fit);
                Kept kept = before.get(item);
                drift.add(kept, believed);
                Double told = kept == null ? PairVerdict.of(of.counts(), null).ofFirst() : kept.told();
                Double now = PairVerdict.of(of.counts(), believed).ofFirst();
                rows.add(new BeliefStore.Row(item, believed, told, moved(told, now)));
            }
        });
        rows.sort(Comparator.comparing(row -> row.item().toString()));
        return rows;
    }

    private static Believed believed(CrowdFit crowd, CrowdVotes.OfItem of, UUID fit) {
        int first = 2 * of.pair() + (of.reversed() ? 1 : 0);
        PairBelief belief = crowd.pair(first, first ^ 1);
        return new Believed(belief.lead(), belief.deviation(), belief.belief(), belief.predictive(), fit);
    }

    /** By more than nobody would notice, or from one answer to the other. */
    private boolean moved(@Nullable Double told, @Nullable Double now) {
        if (told == null || now == null) {
            return !Objects.equals(told, now);
        }
        return Math.abs(told - now) > config.moved() || Math.signum(told - 0.5) != Math.signum(now - 0.5);
    }

    /** By how much beliefs between two fits differ from what the next fit says, in standard deviations. */
    private static final class Drift {
        private double sum;
        private double most;
        private int count;

        void add(@Nullable Kept kept, Believed now) {
            if (kept != null && kept.online() && now.deviation() > 0) {
                double strayed = Math.abs(kept.believed().lead() - now.lead()) / now.deviation();
                sum += strayed;
                most = Math.max(most, strayed);
                count++;
            }
        }

        @Nullable
        Double mean() {
            return count == 0 ? null : Double.valueOf(sum / count);
        }

        @Nullable
        Double most() {
            return count == 0 ? null : Double.valueOf(most);
        }
    }
}
