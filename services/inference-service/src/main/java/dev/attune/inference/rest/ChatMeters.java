package dev.attune.inference.rest;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.attune.inference.model.Interest;

/** Counts what became of questions. */
@ApplicationScoped
class ChatMeters {

    private final Counter admitted;
    private final Counter refused;
    private final Counter abandoned;

    ChatMeters(MeterRegistry registry) {
        this.admitted = counter(registry, "admitted");
        this.refused = counter(registry, "refused");
        this.abandoned = counter(registry, "abandoned");
    }

    /** It has a place in the queue. */
    void admitted() {
        admitted.increment();
    }

    /** There was no place for it. */
    void refused() {
        refused.increment();
    }

    /** It has been dealt with, perhaps because nobody waited any more. */
    void over(Interest interest) {
        if (interest.isOver()) {
            abandoned.increment();
        }
    }

    private static Counter counter(MeterRegistry registry, String outcome) {
        return registry.counter("attune.chat.requests", "outcome", outcome);
    }
}
