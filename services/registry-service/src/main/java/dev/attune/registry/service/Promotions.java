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
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.TaskVersion;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.registry.Decision;
import dev.attune.registry.PromotionRule;
import dev.attune.registry.config.PromotionConfig;
import dev.attune.registry.store.CheckpointStore;
import dev.attune.registry.store.EvaluationStore;
import dev.attune.registry.store.PromotionStore;
import dev.attune.registry.store.ProposalStore;
import dev.attune.service.outbox.Outbox;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/** Decides which checkpoint a channel serves; the decision and its event are one transaction. */
@ApplicationScoped
public class Promotions {

    private static final Logger LOG = Logger.getLogger(Promotions.class);

    /** Who promotes when no person does. */
    private static final String BY_WIN_RATE = "policy:win-rate";

    private final CheckpointStore checkpoints;
    private final Descent descent;
    private final EvaluationStore evaluations;
    private final PromotionStore promotions;
    private final ProposalStore proposals;
    private final Outbox outbox;
    private final Event<Promoted> changes;
    private final PromotionRule rule;
    private final String channel;

    Promotions(
            CheckpointStore checkpoints,
            Descent descent,
            EvaluationStore evaluations,
            PromotionStore promotions,
            ProposalStore proposals,
            Outbox outbox,
            Event<Promoted> changes,
            PromotionConfig config) {
        this.checkpoints = checkpoints;
        this.descent = descent;
        this.evaluations = evaluations;
        this.promotions = promotions;
        this.proposals = proposals;
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
     * @throws AttuneException {@code checkpoint-unknown}, {@code not-servable} or {@code not-approved}
     */
    @Transactional
    public Optional<Promoted> promote(String toChannel, String checkpointId, String reason, String by) {
        requireServable(toChannel, checkpointId);
        promotions.lock(toChannel);
        if (checkpointId.equals(served(toChannel))) {
            return Optional.empty();
        }
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
        CheckpointPublished checkpoint =
                checkpoints.find(checkpointId).orElseThrow(() -> Unknown.checkpoint(checkpointId));
        if (checkpoint.task() != null) {
            requireOwnChannel(toChannel, checkpoint.checkpointId(), checkpoint.task());
        } else if (TaskDocument.isChannel(toChannel)) {
            throw ErrorCategory.CALLER.error(
                    "not-servable",
                    "The channel " + toChannel + " is for versions of a task, and " + checkpointId + " is none.");
        } else if (!PromotionRule.servable(checkpoint.kind())) {
            throw ErrorCategory.CALLER.error(
                    "not-servable",
                    "Checkpoint " + checkpointId + " is a "
                            + checkpoint.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                            + " and cannot answer people; promote a base, policy or adapter.");
        }
        return checkpoint;
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

    private void requireOwnChannel(String channel, String checkpointId, TaskVersion version) {
        String own = TaskDocument.channel(version.name());
        if (!channel.equals(own)) {
            throw ErrorCategory.CALLER.error(
                    "not-servable",
                    "Checkpoint " + checkpointId + " is a version of the task " + version.name()
                            + ", which is served on the channel " + own + " only.");
        }
        if (!proposals.isApproved(checkpointId)) {
            throw ErrorCategory.CALLER.error(
                    "not-approved",
                    "Checkpoint " + checkpointId + " was published without a reviewer's approval; propose it first.");
        }
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
        String served = served(channel);
        Decision decision = rule.decide(
                evaluation,
                checkpoints.find(evaluation.checkpointId()).orElse(null),
                descent.origins(evaluation.checkpointId()),
                served);
        evaluations.decided(evaluation.evaluationId(), decision);
        LOG.infof("Evaluation %s of %s: %s", evaluation.evaluationId(), evaluation.checkpointId(), decision);
        if (decision == Decision.PROMOTED) {
            publish(channel, evaluation.checkpointId(), reason(evaluation), BY_WIN_RATE);
        }
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
