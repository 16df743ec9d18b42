package dev.attune.registry.service;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.registry.Decision;
import dev.attune.registry.PromotionRule;
import dev.attune.registry.config.PromotionConfig;
import dev.attune.registry.store.EvaluationStore;
import dev.attune.registry.store.PromotionStore;
import dev.attune.service.outbox.Outbox;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Decides which checkpoint a channel serves; the decision and its event are one transaction. */
@ApplicationScoped
public class Promotions {

    private static final Logger LOG = Logger.getLogger(Promotions.class);

    /** Who promotes when no person does. */
    private static final String BY_WIN_RATE = "policy:win-rate";

    private final Servable servable;
    private final Admission admission;
    private final Descent descent;
    private final EvaluationStore evaluations;
    private final PromotionStore promotions;
    private final Outbox outbox;
    private final Event<Promoted> changes;
    private final PromotionRule rule;
    private final String channel;

    Promotions(
            Servable servable,
            Admission admission,
            Descent descent,
            EvaluationStore evaluations,
            PromotionStore promotions,
            Outbox outbox,
            Event<Promoted> changes,
            PromotionConfig config) {
        this.servable = servable;
        this.admission = admission;
        this.descent = descent;
        this.evaluations = evaluations;
        this.promotions = promotions;
        this.outbox = outbox;
        this.changes = changes;
        this.rule = new PromotionRule(config.threshold(), config.judges());
        this.channel = config.channel();
    }

    /** What each channel serves. */
    @Transactional
    public List<Promoted> current() {
        return promotions.current();
    }

    /** What a channel was made to serve, newest first; nothing of one that nobody has used. */
    @Transactional
    public Part<Promoted> history(String ofChannel, @Nullable Cursor before, int limit) {
        return promotions.history(ofChannel, before, limit);
    }

    /**
     * A person's promotion.
     *
     * @return empty when the channel serves the checkpoint already: then nothing is published
     * @throws AttuneException {@code checkpoint-unknown}, {@code not-servable}, {@code not-approved}, {@code gates-not-passed} or {@code
     *     approval-needed}
     */
    @Transactional
    public Optional<Promoted> promote(String toChannel, String checkpointId, String reason, String by) {
        CheckpointPublished checkpoint = requireServable(toChannel, checkpointId);
        promotions.lock(toChannel);
        if (checkpointId.equals(served(toChannel))) {
            return Optional.empty();
        }
        admission.require(toChannel, checkpoint);
        return Optional.of(publish(toChannel, checkpointId, reason, by));
    }

    /**
     * Whether the channel can serve the checkpoint at all; no gate is asked.
     *
     * @return the checkpoint
     * @throws AttuneException {@code checkpoint-unknown}, {@code not-servable} or {@code not-approved}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public CheckpointPublished requireServable(String toChannel, String checkpointId) {
        return servable.require(toChannel, checkpointId);
    }

    /**
     * Refuses a checkpoint that has not got through the gates of its project.
     *
     * @throws AttuneException {@code gates-not-passed}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void requireGates(String toChannel, CheckpointPublished checkpoint) {
        admission.requireGates(toChannel, checkpoint);
    }

    /**
     * What a policy decided, of a channel that is locked: promotes, or asks the people who must stand behind it.
     *
     * @return whether the channel serves the checkpoint now
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean decidedByPolicy(String toChannel, CheckpointPublished checkpoint, String reason, String policy) {
        if (mustAskPeople(toChannel, checkpoint, reason, policy)) {
            return false;
        }
        publish(toChannel, checkpoint.checkpointId(), reason, policy);
        return true;
    }

    /** Whether people must stand behind what a policy decided; then they are asked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean mustAskPeople(String toChannel, CheckpointPublished checkpoint, String reason, String policy) {
        return admission.askPeople(toChannel, checkpoint, reason, policy);
    }

    /** A promotion that was decided and checked elsewhere, of a channel that is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Promoted decided(String toChannel, String checkpointId, String reason, String by) {
        return publish(toChannel, checkpointId, reason, by);
    }

    /** Somebody promoted, perhaps this service: what it said itself changes nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    void heard(String eventId, Promoted promoted) {
        promotions.add(eventId, promoted);
        changes.fire(promoted);
    }

    /** Decides on the evaluations that waited for a checkpoint, and on new ones. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void considerAwaiting() {
        List<WinRateMeasured> awaiting = evaluations.awaiting();
        if (awaiting.isEmpty()) {
            return;
        }
        promotions.lock(channel);
        awaiting.forEach(this::consider);
    }

    private void consider(WinRateMeasured evaluation) {
        CheckpointPublished checkpoint =
                servable.find(evaluation.checkpointId()).orElse(null);
        Decision decision =
                rule.decide(evaluation, checkpoint, descent.origins(evaluation.checkpointId()), served(channel));
        if (decision == Decision.PROMOTED && checkpoint != null) {
            decision = promoted(evaluation, checkpoint);
        }
        evaluations.decided(evaluation.evaluationId(), decision);
        LOG.infof("Evaluation %s of %s: %s", evaluation.evaluationId(), evaluation.checkpointId(), decision);
    }

    private Decision promoted(WinRateMeasured evaluation, CheckpointPublished checkpoint) {
        if (admission.gated(channel, checkpoint)) {
            return Decision.GATES_DECIDE;
        }
        return decidedByPolicy(channel, checkpoint, reason(evaluation), BY_WIN_RATE)
                ? Decision.PROMOTED
                : Decision.PEOPLE_DECIDE;
    }

    private String reason(WinRateMeasured evaluation) {
        return String.format(
                Locale.ROOT,
                "Win rate %.3f (95 %% interval %.3f to %.3f) over %s, which %s served, on %d prompts, judged by %s; the rule"
                        + " wants a lower bound of at least %.3f and a judge of the kind %s.",
                evaluation.winRate().mean(),
                evaluation.winRate().low(),
                evaluation.winRate().high(),
                evaluation.opponentCheckpointId(),
                channel,
                evaluation.prompts(),
                evaluation.judge(),
                rule.threshold(),
                rule.judges().name().toLowerCase(Locale.ROOT));
    }

    private @Nullable String served(String ofChannel) {
        return promotions.current(ofChannel).map(Promoted::checkpointId).orElse(null);
    }

    private Promoted publish(String toChannel, String checkpointId, String reason, String by) {
        Promoted before = promotions.current(toChannel).orElse(null);
        String previous = before == null ? null : before.checkpointId();
        Promoted promoted = new Promoted(toChannel, checkpointId, previous, reason, by, after(before));
        promotions.add(outbox.add(promoted), promoted);
        changes.fire(promoted);
        return promoted;
    }

    /** Now; but later than the promotion before, also when a clock went back since: else the channel would keep that one here alone. */
    private static Instant after(@Nullable Promoted before) {
        // PostgreSQL keeps microseconds: a finer time would not be equal when it is read again.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return before == null || now.isAfter(before.at()) ? now : before.at().plus(1, ChronoUnit.MICROS);
    }
}
