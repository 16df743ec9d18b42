package dev.attune.inference.service;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.ExchangeEvent.Arm;
import dev.attune.contracts.event.ExchangeEvent.Assignment;
import dev.attune.contracts.event.PromotionEvent.CanaryServed;
import dev.attune.inference.Faults;
import dev.attune.inference.config.ModelConfig;
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
    private final Rollouts rollouts;
    private final ModelPool pool;
    private final Duration keptFormer;
    /** A lease each, so that what is served is never freed. */
    private final Map<String, ModelLease> served = new ConcurrentHashMap<>();

    /** The canary of a channel, from when it is in memory until the ring says that it ended. */
    private final Map<String, Trial> trials = new ConcurrentHashMap<>();

    /** What a channel served before, so that it can be back in a moment; of the one thread that refreshes. */
    private final Map<String, Former> former = new HashMap<>();

    private final Map<String, Refusal> refused = new ConcurrentHashMap<>();

    /** What a caller may name as its model. */
    public enum Reach {
        /** What was promoted only: who rates must not tell by trying which checkpoint wrote an answer. */
        CHANNELS,
        /** Any checkpoint too. */
        CHECKPOINTS
    }

    private record Trial(CanaryServed canary, ModelLease lease) {}

    private record Former(ModelLease lease, Instant until) {}

    private record Refusal(String checkpointId, Instant tryAgain) {}

    Serving(RingState ring, Rollouts rollouts, ModelPool pool, ModelConfig config) {
        this.ring = ring;
        this.rollouts = rollouts;
        this.pool = pool;
        this.keptFormer = config.former();
    }

    /** Makes every channel serve what it shall; called by one thread, after news and now and then. */
    public void refresh() {
        for (String channel : ring.channels()) {
            ring.wanted(channel).ifPresent(checkpoint -> change(channel, checkpoint));
            // After the channel: a canary that was promoted is in memory still.
            tryOut(channel);
        }
        former.values().removeIf(this::isOver);
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

    /**
     * The same for a person: while a canary runs on the channel, it answers a share of the people, always the same ones.
     *
     * @param subject pseudonym of the person
     * @throws AttuneException {@code channel-stopped}, {@code model-not-found} or {@code model-not-ready}
     */
    Answering acquire(String model, String subject, Reach reach) {
        boolean channel = ring.channels().contains(model);
        if (!channel) {
            return new Answering(acquire(model, reach), null, null);
        }
        rollouts.requireGoing(model);
        Trial trial = trials.get(model);
        if (trial == null) {
            return new Answering(acquire(model, reach), model, null);
        }
        CanaryServed canary = trial.canary();
        boolean answers = canary.answers(subject);
        Assignment assignment =
                new Assignment(canary.canaryId(), answers ? Arm.CANARY : Arm.PRODUCTION, canary.share());
        return new Answering(acquire(answers ? canary.checkpointId() : model, Reach.CHECKPOINTS), model, assignment);
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
            Optional.ofNullable(served.put(channel, next)).ifPresent(before -> keep(channel, before));
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

    /** What was served stays in memory for a while; what was served before that goes. */
    private void keep(String channel, ModelLease before) {
        Former earlier = former.put(channel, new Former(before, Instant.now().plus(keptFormer)));
        if (earlier != null) {
            earlier.lease().close();
        }
    }

    private boolean isOver(Former kept) {
        boolean over = !Instant.now().isBefore(kept.until());
        if (over) {
            kept.lease().close();
        }
        return over;
    }

    /** Makes the channel's canary answer once it is in memory; until then, and when it cannot be loaded, production answers all. */
    private void tryOut(String channel) {
        Trial now = trials.get(channel);
        CanaryServed wanted = rollouts.canary(channel).orElse(null);
        if (now != null && now.canary().equals(wanted)) {
            return;
        }
        if (wanted == null) {
            Optional.ofNullable(trials.remove(channel)).map(Trial::lease).ifPresent(ModelLease::close);
            return;
        }
        try {
            ModelLease lease = ring.policy(wanted.checkpointId())
                    .map(checkpoint -> pool.acquire(checkpoint, ring::policy, Want.CHANNEL))
                    .orElseThrow(() -> Faults.modelNotFound(wanted.checkpointId()));
            Optional.ofNullable(trials.put(channel, new Trial(wanted, lease)))
                    .map(Trial::lease)
                    .ifPresent(ModelLease::close);
            LOG.infof("Channel %s tries %s with a share of %s", channel, wanted.checkpointId(), wanted.share());
        } catch (AttuneException e) {
            LOG.debugf("The canary of channel %s is not there yet: %s", channel, e.getMessage());
        }
    }
}
