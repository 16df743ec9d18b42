package dev.attune.inference.service;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import dev.attune.contracts.error.AttuneException;
import dev.attune.inference.Faults;
import dev.attune.inference.model.ModelLease;

/** The checkpoints that an order names. Who orders may have heard of a checkpoint a moment before this process does. */
@ApplicationScoped
class NamedCheckpoints {

    private static final Logger LOG = Logger.getLogger(NamedCheckpoints.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(50);
    /** Everything that may be in memory is in use: tried so often, each time with the pool's own patience. */
    private static final int BUSY = 3;

    private final RingState ring;
    private final Serving serving;

    NamedCheckpoints(RingState ring, Serving serving) {
        this.ring = ring;
        this.serving = serving;
    }

    /**
     * The use of each, in their order.
     *
     * @throws CheckpointGoneException when one is unknown, has no files or finds no room
     */
    List<ModelLease> acquire(List<String> checkpointIds) {
        List<ModelLease> leases = new ArrayList<>();
        try {
            for (String checkpointId : checkpointIds) {
                leases.add(acquire(checkpointId));
            }
            return leases;
        } catch (AttuneException e) {
            leases.forEach(ModelLease::close);
            LOG.warnf("No fresh candidates: %s", e.getMessage());
            throw new CheckpointGoneException(e.code(), String.valueOf(e.getMessage()), e);
        }
    }

    private ModelLease acquire(String checkpointId) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (ring.policy(checkpointId).isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        for (int attempt = 1; ; attempt++) {
            try {
                return serving.acquire(
                        ring.policy(checkpointId).orElseThrow(() -> Faults.checkpointUnknown(checkpointId)));
            } catch (AttuneException e) {
                if (attempt == BUSY || !e.code().equals(Faults.MODELS_BUSY)) {
                    throw e;
                }
            }
        }
    }
}
