package dev.attune.registry.service.canary;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.PromotionEvent.CanaryOutcome;
import dev.attune.contracts.event.PromotionEvent.CanaryServed;
import dev.attune.contracts.task.TaskDocument;
import dev.attune.registry.canary.Canary;
import dev.attune.registry.canary.CanaryFigures;
import dev.attune.registry.canary.Channel;
import dev.attune.registry.canary.NewCanary;
import dev.attune.registry.service.Promotions;
import dev.attune.registry.store.PromotionStore;
import dev.attune.registry.store.canary.CanaryStore;
import dev.attune.registry.store.canary.CanaryStore.Row;
import dev.attune.registry.store.canary.ChannelStore;
import dev.attune.service.outbox.Outbox;

/** What people do with canaries: start one, change its share, end it, look at it. */
@ApplicationScoped
public class Canaries {

    private static final int MOST_SHOWN = 100;

    private final CanaryStore canaries;
    private final ChannelStore channels;
    private final CanaryEvidence evidence;
    private final CanaryEnds ends;
    private final PromotionStore locks;
    private final Promotions promotions;
    private final KeptCheckpoints kept;
    private final Outbox outbox;

    Canaries(
            CanaryStore canaries,
            ChannelStore channels,
            CanaryEvidence evidence,
            CanaryEnds ends,
            PromotionStore locks,
            Promotions promotions,
            KeptCheckpoints kept,
            Outbox outbox) {
        this.canaries = canaries;
        this.channels = channels;
        this.evidence = evidence;
        this.ends = ends;
        this.locks = locks;
        this.promotions = promotions;
        this.kept = kept;
        this.outbox = outbox;
    }

    /**
     * Starts one, with a salt of its own.
     *
     * @throws AttuneException {@code canary-invalid}, {@code canary-running}, {@code channel-unknown}, {@code channel-changed}, {@code
     *     channel-stopped}, {@code already-served}, {@code checkpoint-unknown}, {@code checkpoint-erased}, {@code not-servable} or {@code
     *     gates-not-passed}
     */
    @Transactional
    public Canary start(NewCanary wanted) {
        requireShare(wanted.share());
        if (TaskDocument.isChannel(wanted.channel())) {
            throw ChannelFaults.ofTask(wanted.channel());
        }
        // A rule that makes no sense is refused before anything else is looked at.
        wanted.settings().rule();
        locks.lock(wanted.channel());
        Channel channel = find(wanted.channel());
        CheckpointPublished checkpoint = promotions.requireServable(wanted.channel(), wanted.checkpointId());
        kept.require(checkpoint);
        promotions.requireGates(wanted.channel(), checkpoint);
        canaries.running(wanted.channel()).ifPresent(running -> {
            throw ChannelFaults.running(wanted.channel(), running.checkpointId());
        });
        if (channel.stopped() != null) {
            throw ChannelFaults.stopped(wanted.channel());
        }
        if (channel.checkpointId().equals(wanted.checkpointId())) {
            throw ChannelFaults.served(wanted.channel(), wanted.checkpointId());
        }
        requireVersion(channel, wanted.version());
        String canaryId =
                "canary-" + UUID.randomUUID().toString().replace("-", "").substring(0, 16);
        canaries.add(canaryId, channel.checkpointId(), UUID.randomUUID().toString(), wanted);
        Row started = canaries.find(canaryId).orElseThrow();
        say(started, wanted.reason(), wanted.by());
        return shown(started);
    }

    /**
     * Another share. Whoever the canary answered goes on with it when the share grows; who changes the arm counts no more.
     *
     * @throws AttuneException {@code canary-invalid}, {@code canary-over}, {@code channel-unknown} or {@code channel-changed}
     */
    @Transactional
    public Canary share(String channel, double share, long version, String reason, String by) {
        requireShare(share);
        Row running = running(channel, version);
        canaries.share(running.canaryId(), share);
        Row changed = canaries.find(running.canaryId()).orElseThrow();
        say(changed, reason, by);
        return shown(changed);
    }

    /**
     * Ends it: the channel keeps what it serves.
     *
     * @throws AttuneException {@code canary-over}, {@code channel-unknown} or {@code channel-changed}
     */
    @Transactional
    public Canary end(String channel, long version, String reason, String by) {
        Row running = running(channel, version);
        ends.end(running, CanaryOutcome.ENDED, reason, by);
        return shown(canaries.find(running.canaryId()).orElseThrow());
    }

    /**
     * The one that runs, or the last that did.
     *
     * @throws AttuneException {@code canary-unknown}
     */
    @Transactional
    public Canary latest(String channel) {
        return Optional.of(canaries.of(channel, 1))
                .filter(rows -> !rows.isEmpty())
                .map(rows -> shown(rows.getFirst()))
                .orElseThrow(() -> ChannelFaults.noCanary(channel));
    }

    /** Of a channel, newest first. */
    @Transactional
    public List<Canary> all(String channel) {
        return canaries.of(channel, MOST_SHOWN).stream().map(this::shown).toList();
    }

    private Row running(String channel, long version) {
        locks.lock(channel);
        Channel now = find(channel);
        Row running = canaries.running(channel).orElseThrow(() -> ChannelFaults.notRunning(channel));
        requireVersion(now, version);
        return running;
    }

    private Channel find(String channel) {
        return channels.find(channel).orElseThrow(() -> ChannelFaults.unknown(channel));
    }

    private static void requireShare(double share) {
        if (!(share > 0 && share <= 1)) {
            throw ChannelFaults.share();
        }
    }

    private static void requireVersion(Channel channel, long version) {
        if (channel.version() != version) {
            throw ChannelFaults.changed(channel.channel(), channel.version());
        }
    }

    private void say(Row canary, String reason, String by) {
        channels.changed(canary.channel());
        outbox.add(new CanaryServed(
                canary.channel(),
                canary.canaryId(),
                canary.checkpointId(),
                canary.productionId(),
                canary.share(),
                canary.salt(),
                reason,
                by,
                Channels.now()));
    }

    private Canary shown(Row row) {
        CanaryFigures figures = row.figures();
        return new Canary(
                row.canaryId(),
                row.channel(),
                row.checkpointId(),
                row.productionId(),
                row.share(),
                row.settings(),
                row.reason(),
                row.by(),
                row.startedAt(),
                figures == null ? CanaryEvidence.figures(evidence.of(row)) : figures,
                row.end());
    }
}
