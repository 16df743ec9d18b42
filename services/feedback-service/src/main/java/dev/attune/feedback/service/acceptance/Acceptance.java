package dev.attune.feedback.service.acceptance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.AcceptedRating;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Project;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.form.Details;
import dev.attune.feedback.form.SkipReason;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.Idempotency.Once;
import dev.attune.feedback.service.Opinions;
import dev.attune.feedback.service.Ratings;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.check.Checks;
import dev.attune.feedback.service.together.Outcome;
import dev.attune.feedback.store.CallStore;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.store.LeaseStore.Lease;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.lease.LeaseSets;
import dev.attune.feedback.store.rating.RatingSets;

/**
 * One transaction that accepts ratings. Of the leases it passes over those that another transaction holds, where it has several; items it holds
 * in the order of their ids, so that no two acceptances wait for each other.
 */
@ApplicationScoped
class Acceptance {

    private final LeaseSets leases;
    private final ItemStore items;
    private final RatingStore store;
    private final RatingSets written;
    private final CallStore calls;
    private final Idempotency idempotency;
    private final Walls walls;
    private final Opinions opinions;
    private final Ratings ratings;
    private final Checks checks;
    private final AcceptedEvents events;
    private final FeedbackConfig config;

    Acceptance(
            LeaseSets leases,
            ItemStore items,
            RatingStore store,
            RatingSets written,
            CallStore calls,
            Idempotency idempotency,
            Walls walls,
            Opinions opinions,
            Ratings ratings,
            Checks checks,
            AcceptedEvents events,
            FeedbackConfig config) {
        this.leases = leases;
        this.items = items;
        this.store = store;
        this.written = written;
        this.calls = calls;
        this.idempotency = idempotency;
        this.walls = walls;
        this.opinions = opinions;
        this.ratings = ratings;
        this.checks = checks;
        this.events = events;
        this.config = config;
    }

    /** A rating that is accepted. */
    record Accepted(GivenRating given, Lease lease, Judgement judgement) {

        boolean skipped() {
            return judgement.verdict() == Verdict.SKIP;
        }

        boolean isVote() {
            return lease.check() == null;
        }
    }

    /** What became of each rating, in their order; no two are of the same account. */
    @Transactional
    List<Outcome<Once<AcceptedRating>>> accept(List<GivenRating> given) {
        IdentityHashMap<GivenRating, Outcome<Once<AcceptedRating>>> outcomes = new IdentityHashMap<>();
        boolean alone = given.size() == 1;
        leases.byIndexes();
        Map<UUID, Lease> held =
                leases.hold(given.stream().map(GivenRating::leaseId).toList(), alone);
        // After the leases are held: who repeats a call that was under way until then gets its answer.
        replay(given, outcomes);
        List<GivenRating> fresh =
                given.stream().filter(each -> !outcomes.containsKey(each)).toList();
        Map<UUID, ItemStore.Held> wanted = items.hold(items(fresh, held));
        Items states = new Items(wanted);
        Map<UUID, Project> projects =
                walls.known(held.values().stream().map(Lease::projectId).collect(Collectors.toSet()));
        Instant now = store.now();
        List<Accepted> accepted = new ArrayList<>();
        for (GivenRating each : fresh) {
            Lease lease = held.get(each.leaseId());
            if (!alone && lease == null) {
                outcomes.put(each, new Outcome.Later<>());
                continue;
            }
            try {
                Lease usable = usable(each, lease, projects);
                accepted.add(new Accepted(each, usable, judge(each, usable, states, now)));
            } catch (FeedbackException e) {
                outcomes.put(each, new Outcome.Refused<>(e));
            }
        }
        accepted.stream().filter(each -> !each.isVote()).forEach(each -> checks.took(each.lease(), each.judgement()));
        write(accepted.stream().filter(Accepted::isVote).toList(), states);
        answer(accepted, outcomes);
        return given.stream()
                .map(each -> Objects.requireNonNull(outcomes.get(each)))
                .toList();
    }

    private static Set<UUID> items(List<GivenRating> given, Map<UUID, Lease> held) {
        return given.stream()
                .map(each -> held.get(each.leaseId()))
                .filter(Objects::nonNull)
                .map(Lease::itemId)
                .collect(Collectors.toSet());
    }

    private void replay(List<GivenRating> given, IdentityHashMap<GivenRating, Outcome<Once<AcceptedRating>>> outcomes) {
        Map<CallStore.Call, CallStore.Answered> earlier =
                calls.answered(given.stream().map(Acceptance::call).toList());
        for (GivenRating each : given) {
            CallStore.Answered answered = earlier.get(call(each));
            if (answered != null) {
                try {
                    outcomes.put(
                            each,
                            new Outcome.Done<>(idempotency.replay(answered, each.requestHash(), AcceptedRating.class)));
                } catch (FeedbackException e) {
                    outcomes.put(each, new Outcome.Refused<>(e));
                }
            }
        }
    }

    private static CallStore.Call call(GivenRating given) {
        return new CallStore.Call(
                given.key().account(), Objects.requireNonNull(given.key().value()));
    }

    private Lease usable(GivenRating given, @Nullable Lease lease, Map<UUID, Project> projects) {
        Account account = given.account();
        if (lease == null || !lease.accountId().equals(account.id())) {
            throw Fault.LEASE_UNKNOWN.because("You have no lease " + given.leaseId() + "; ask for the next item.");
        }
        Project project = projects.get(lease.projectId());
        if (project == null || !walls.sees(project, account)) {
            throw Walls.unseen(lease.projectId());
        }
        Fault.LEASE_USED.when(lease.used(), "The item was rated under this lease already; ask for the next item.");
        Fault.LEASE_EXPIRED.when(
                lease.expired(),
                "The lease ended at " + lease.expiresAt() + " and the item may be with somebody else; ask for the "
                        + "next item.");
        return lease;
    }

    private Judgement judge(GivenRating given, Lease lease, Items states, Instant now) {
        Item item = states.get(lease.itemId());
        Details details = opinions.details(item, lease.places(item), lease.guidelinesVersion(), given.opinion())
                .drawn(lease.draw());
        Fault.INVALID_REQUEST.when(
                given.opinion().verdict() != Verdict.SKIP && given.opinion().skipReason() != null,
                "A reason to skip goes with the verdict SKIP only.");
        if (given.opinion().verdict() != Verdict.SKIP && lease.check() == null) {
            Fault.ITEM_COMPLETE.when(
                    !states.accept(item.id()),
                    "The item has all the ratings it wants, or reviewers closed it; ask for the next one.");
        }
        return new Judgement(
                UUID.randomUUID(),
                item.id(),
                item.projectId(),
                given.account().id(),
                lease.id(),
                given.opinion().verdict(),
                given.opinion().strength(),
                lease.leftFirst(),
                lease.dwell().toMillis(),
                given.source(),
                now,
                given.opinion().comment(),
                details);
    }

    private void write(List<Accepted> accepted, Items states) {
        if (accepted.isEmpty()) {
            return;
        }
        List<UUID> used = accepted.stream().map(each -> each.given().leaseId()).toList();
        written.add(accepted.stream().map(Accepted::judgement).toList());
        accepted.forEach(each -> {
            SkipReason reason = each.given().opinion().skipReason();
            if (reason != null) {
                store.skippedBecause(each.judgement().id(), reason);
            }
        });
        leases.use(used);
        leases.beginNext(used, config.lease().duration());
        List<Accepted> told = accepted.stream().filter(each -> !each.skipped()).toList();
        if (!told.isEmpty()) {
            events.tell(told, states);
        }
    }

    private void answer(List<Accepted> accepted, IdentityHashMap<GivenRating, Outcome<Once<AcceptedRating>>> outcomes) {
        List<CallStore.Done> done = new ArrayList<>();
        for (Accepted each : accepted) {
            Judgement judgement = each.judgement();
            AcceptedRating answer = new AcceptedRating(judgement.id(), ratings.undoUntil(judgement));
            outcomes.put(each.given(), new Outcome.Done<>(new Once<>(answer, false)));
            done.add(new CallStore.Done(call(each.given()), each.given().requestHash(), idempotency.json(answer)));
        }
        if (!done.isEmpty() && !calls.keep(done)) {
            // Another call under the same key was committed meanwhile: everything is undone, and tried again one by
            // one.
            throw Fault.IDEMPOTENCY_KEY_REUSED.because(
                    "This Idempotency-Key was used for another request; send a fresh random value.");
        }
    }
}
