package dev.attune.registry.service.canary;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;

import dev.attune.contracts.event.PromotionEvent.CanaryEnded;
import dev.attune.contracts.event.PromotionEvent.CanaryOutcome;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.registry.canary.Canary.End;
import dev.attune.registry.canary.Channel;
import dev.attune.registry.store.canary.CanaryStore;
import dev.attune.registry.store.canary.CanaryStore.Row;
import dev.attune.registry.store.canary.ChannelStore;
import dev.attune.service.outbox.Outbox;

/** Ends canaries: what is stored and what is said leave in one transaction. */
@ApplicationScoped
class CanaryEnds {

    /** Who decides when no person does. */
    static final String BY_TEST = "policy:canary";

    private static final Logger LOG = Logger.getLogger(CanaryEnds.class);

    private final CanaryStore canaries;
    private final ChannelStore channels;
    private final CanaryEvidence evidence;
    private final Outbox outbox;

    CanaryEnds(CanaryStore canaries, ChannelStore channels, CanaryEvidence evidence, Outbox outbox) {
        this.canaries = canaries;
        this.channels = channels;
        this.evidence = evidence;
        this.outbox = outbox;
    }

    /** Ends one that runs, on a channel that is locked. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void end(Row canary, CanaryOutcome outcome, String reason, String by) {
        Instant at = Channels.now();
        canaries.end(
                canary.canaryId(),
                new End(outcome.text(), reason, by, at),
                CanaryEvidence.figures(evidence.of(canary)));
        channels.changed(canary.channel());
        outbox.add(
                new CanaryEnded(canary.channel(), canary.canaryId(), canary.checkpointId(), outcome, reason, by, at));
        LOG.infof("Canary %s on %s: %s. %s", canary.canaryId(), canary.channel(), outcome.text(), reason);
    }

    /** A channel that serves something else has nothing to compare with any more. */
    void changed(@Observes Promoted promoted) {
        canaries.running(promoted.channel())
                .filter(canary -> channels.find(canary.channel())
                        .map(Channel::checkpointId)
                        .filter(served -> !served.equals(canary.productionId()))
                        .isPresent())
                .ifPresent(canary -> end(
                        canary,
                        CanaryOutcome.SUPERSEDED,
                        "The channel no longer serves " + canary.productionId() + ", which it was compared with.",
                        promoted.by()));
    }
}
