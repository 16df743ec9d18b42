package dev.attune.feedback.service.voiding;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.voiding.ReversalStore;
import dev.attune.feedback.store.voiding.VoidingStore;
import dev.attune.feedback.store.voiding.VoidingStore.Open;
import dev.attune.feedback.store.voiding.VoidingStore.Target;
import dev.attune.feedback.voiding.Rater;
import dev.attune.feedback.voiding.Voiding;
import dev.attune.feedback.voiding.VoidingPreview;

/** Takes out what one person rated in a project, when it cannot be relied on. */
@ApplicationScoped
public class Voidings {

    private final VoidingStore store;
    private final RatingStore ratings;
    private final ReversalStore reversals;
    private final AuditLog audit;

    Voidings(VoidingStore store, ReversalStore reversals, RatingStore ratings, AuditLog audit) {
        this.reversals = reversals;
        this.store = store;
        this.ratings = ratings;
        this.audit = audit;
    }

    @Transactional
    public List<Rater> raters(Project project) {
        return store.raters(project.id());
    }

    @Transactional
    public List<Voiding> of(Project project) {
        return store.of(project.id());
    }

    /**
     * What would be taken out now.
     *
     * @throws FeedbackException {@link Fault#ACCOUNT_UNKNOWN}
     */
    @Transactional
    public VoidingPreview preview(Project project, String pseudonym, Instant since) {
        return store.preview(target(project, pseudonym, since), ratings.now());
    }

    /**
     * Asks for the ratings that there are by now to be taken out; it is done in the background, a few at a time.
     *
     * @throws FeedbackException {@link Fault#ACCOUNT_UNKNOWN}
     */
    @Transactional
    public Voiding request(Account actor, Project project, String pseudonym, Instant since, String reason) {
        Instant now = ratings.now();
        Target target = target(project, pseudonym, since);
        VoidingPreview preview = store.preview(target, now);
        Open voiding = new Open(UUID.randomUUID(), target, reason, now);
        long found = preview.ratings() + preview.skipped();
        store.add(voiding, actor.id(), found);
        audit.note(
                actor,
                AuditAction.RATINGS_VOIDED,
                project.name(),
                found + " of " + preview.name() + " since " + since + ": " + reason);
        return store.byId(voiding.id());
    }

    /**
     * Takes a voiding back: its ratings count again where their items still want them; it is done in the background.
     *
     * @throws FeedbackException {@link Fault#VOIDING_UNKNOWN} or {@link Fault#VOIDING_STATE}
     */
    @Transactional
    public Voiding reverse(Account actor, Project project, UUID id, String reason) {
        ReversalStore.State state = reversals
                .lock(project.id(), id)
                .orElseThrow(() -> Fault.VOIDING_UNKNOWN.because("The project has no voiding " + id + "."));
        Fault.VOIDING_STATE.when(
                state == ReversalStore.State.VOIDING,
                "The ratings are still being taken out; take that back once it is finished.");
        Fault.VOIDING_STATE.when(
                store.isOfErasure(id), "The person was erased with what they said; that cannot be taken back.");
        Fault.VOIDING_STATE.when(state == ReversalStore.State.REVERSED, "That was taken back already.");
        reversals.request(id, actor.id(), reason);
        Voiding voiding = store.byId(id);
        audit.note(
                actor,
                AuditAction.VOIDING_REVERSED,
                project.name(),
                voiding.voided() + " of " + voiding.name() + " since " + voiding.since() + ": " + reason);
        return voiding;
    }

    private Target target(Project project, String pseudonym, Instant since) {
        UUID account = store.rater(project.id(), pseudonym)
                .orElseThrow(() -> Fault.ACCOUNT_UNKNOWN.because(
                        "Nobody of the pseudonym " + pseudonym + " has rated in this project."));
        return new Target(project.id(), account, since);
    }
}
