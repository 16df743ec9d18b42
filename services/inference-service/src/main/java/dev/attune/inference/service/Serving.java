package dev.attune.inference.service;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.inference.Faults;
import dev.attune.inference.model.ModelLease;
import dev.attune.inference.model.ModelPool;
import dev.attune.inference.model.ModelPool.Want;

/**
 * What each channel serves.
 *
 * <p>A promoted checkpoint is loaded first and takes its place then; requests that run keep the one they began with. One
 * that cannot be loaded changes nothing.
 */
@ApplicationScoped
public class Serving {

    private static final Logger LOG = Logger.getLogger(Serving.class);

    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final RingState ring;
    private final ModelPool pool;
    /** A lease each, so that what is served is never freed. */
    private final Map<String, ModelLease> served = new ConcurrentHashMap<>();

    private final Map<String, Refusal> refused = new ConcurrentHashMap<>();

    /** What a caller may name as its model. */
    public enum Reach {
        /** What was promoted only: who rates must not tell by trying which checkpoint wrote an answer. */
        CHANNELS,
        /** Any checkpoint too. */
        CHECKPOINTS
    }

    private record Refusal(String checkpointId, Instant tryAgain) {}

    Serving(RingState ring, ModelPool pool) {
        this.ring = ring;
        this.pool = pool;
    }

    /** Makes every channel serve what it shall; called by one thread, after news and now and then. */
    public void refresh() {
        for (String channel : ring.channels()) {
            ring.wanted(channel).ifPresent(checkpoint -> change(channel, checkpoint));
        }
    }

    /** What each channel serves now, by channel. */
    public Map<String, String> channels() {
        Map<String, String> channels = new TreeMap<>();
        served.forEach((channel, lease) -> channels.put(channel, lease.checkpointId()));
        return channels;
    }

    /**
     * The use of what a channel serves, or of a checkpoint by its id.
     *
     * @param reach what the caller may name
     * @throws AttuneException {@code model-not-found} or {@code model-not-ready}
     */
    public ModelLease acquire(String model, Reach reach) {
        ModelLease lease = served.get(model);
        if (lease == null && ring.channels().contains(model)) {
            throw Faults.nothingToServe(model);
        }
        if (lease == null && reach == Reach.CHANNELS) {
            throw Faults.modelNotFound(model);
        }
        String checkpointId = lease == null ? model : lease.checkpointId();
        return acquire(ring.policy(checkpointId).orElseThrow(() -> Faults.modelNotFound(model)));
    }

    /** The use of a checkpoint. */
    public ModelLease acquire(CheckpointPublished checkpoint) {
        return pool.acquire(checkpoint, ring::policy, Want.REQUEST);
    }

    private void change(String channel, CheckpointPublished checkpoint) {
        ModelLease current = served.get(channel);
        if (current != null && current.checkpointId().equals(checkpoint.checkpointId())) {
            return;
        }
        Refusal refusal = refused.get(channel);
        boolean known = refusal != null && refusal.checkpointId().equals(checkpoint.checkpointId());
        if (refusal != null && known && Instant.now().isBefore(refusal.tryAgain())) {
            return;
        }
        try {
            ModelLease next = pool.acquire(checkpoint, ring::policy, Want.CHANNEL);
            Optional.ofNullable(served.put(channel, next)).ifPresent(ModelLease::close);
            refused.remove(channel);
            LOG.infof("Channel %s serves %s", channel, checkpoint.checkpointId());
        } catch (AttuneException e) {
            refused.put(
                    channel,
                    new Refusal(checkpoint.checkpointId(), Instant.now().plus(PAUSE)));
            if (!known) {
                LOG.warnf("Channel %s keeps what it serves and tries again: %s", channel, e.getMessage());
            }
        }
    }
}
