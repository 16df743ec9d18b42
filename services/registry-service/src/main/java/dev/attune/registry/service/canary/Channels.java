package dev.attune.registry.service.canary;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.PromotionEvent.CanaryOutcome;
import dev.attune.contracts.event.PromotionEvent.ChannelResumed;
import dev.attune.contracts.event.PromotionEvent.ChannelStopped;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.registry.canary.Channel;
import dev.attune.registry.canary.Channel.Stop;
import dev.attune.registry.service.Promotions;
import dev.attune.registry.store.PromotionStore;
import dev.attune.registry.store.canary.CanaryStore;
import dev.attune.registry.store.canary.ChannelStore;
import dev.attune.service.outbox.Outbox;

/** What people do with a channel in a hurry: back to what it served, or no answers at all. No gate is asked. */
@ApplicationScoped
public class Channels {

    private final ChannelStore channels;
    private final CanaryStore canaries;
    private final CanaryEnds ends;
    private final PromotionStore locks;
    private final Promotions promotions;
    private final KeptCheckpoints kept;
    private final Outbox outbox;

    Channels(
            ChannelStore channels,
            CanaryStore canaries,
            CanaryEnds ends,
            PromotionStore locks,
            Promotions promotions,
            KeptCheckpoints kept,
            Outbox outbox) {
        this.channels = channels;
        this.canaries = canaries;
        this.ends = ends;
        this.locks = locks;
        this.promotions = promotions;
        this.kept = kept;
        this.outbox = outbox;
    }

    /** By name. */
    @Transactional
    public List<Channel> all() {
        return channels.all();
    }

    /** @throws AttuneException {@code channel-unknown} */
    @Transactional
    public Channel find(String channel) {
        return channels.find(channel).orElseThrow(() -> ChannelFaults.unknown(channel));
    }

    /**
     * Makes the channel serve what it served before; a second time leads back again.
     *
     * @param to something else that it served once; null for what it served last
     * @param version as the person saw it
     * @throws AttuneException {@code channel-unknown}, {@code channel-changed}, {@code rollback-nowhere}, {@code already-served}, {@code
     *     checkpoint-unknown}, {@code checkpoint-erased} or {@code not-servable}
     */
    @Transactional
    public Promoted rollBack(String channel, @Nullable String to, long version, String reason, String by) {
        locks.lock(channel);
        Channel now = find(channel);
        if (now.version() != version) {
            throw ChannelFaults.changed(channel, now.version());
        }
        String target = to == null ? now.previousCheckpointId() : to;
        if (target == null) {
            throw ChannelFaults.nothingBefore(channel);
        }
        if (target.equals(now.checkpointId())) {
            throw ChannelFaults.served(channel, target);
        }
        kept.require(promotions.requireServable(channel, target));
        if (!locks.hasServed(channel, target)) {
            throw ChannelFaults.neverServed(channel, target);
        }
        return promotions.decided(channel, target, "Rolled back: " + reason, by);
    }

    /**
     * From now on the channel answers nobody, and its canary is over. One that is stopped stays so.
     *
     * @throws AttuneException {@code channel-unknown}
     */
    @Transactional
    public Channel stop(String channel, String reason, String by) {
        locks.lock(channel);
        if (find(channel).stopped() == null) {
            canaries.running(channel)
                    .ifPresent(running ->
                            ends.end(running, CanaryOutcome.SUPERSEDED, "The channel was stopped: " + reason, by));
            Stop stop = new Stop(reason, by, now());
            channels.stop(channel, stop);
            outbox.add(new ChannelStopped(channel, reason, by, stop.at()));
        }
        return find(channel);
    }

    /**
     * The channel answers again. One that does stays as it is.
     *
     * @throws AttuneException {@code channel-unknown}
     */
    @Transactional
    public Channel resume(String channel, String reason, String by) {
        locks.lock(channel);
        if (find(channel).stopped() != null) {
            channels.stop(channel, null);
            outbox.add(new ChannelResumed(channel, reason, by, now()));
        }
        return find(channel);
    }

    /** PostgreSQL keeps microseconds. */
    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
