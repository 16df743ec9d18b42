package dev.attune.inference.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.inference.service.RingState;
import dev.attune.inference.service.Rollouts;
import dev.attune.inference.service.Serving;
import dev.attune.inference.service.Tasks;

/** What learns from the ring. */
@ApplicationScoped
class Followed {

    private final RingState ring;
    private final Rollouts rollouts;
    private final Serving serving;
    private final Tasks tasks;

    Followed(RingState ring, Rollouts rollouts, Serving serving, Tasks tasks) {
        this.ring = ring;
        this.rollouts = rollouts;
        this.serving = serving;
        this.tasks = tasks;
    }

    RingState ring() {
        return ring;
    }

    Rollouts rollouts() {
        return rollouts;
    }

    Serving serving() {
        return serving;
    }

    Tasks tasks() {
        return tasks;
    }
}
