package dev.attune.registry.messaging;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.faulttolerance.api.ExponentialBackoff;
import io.smallrye.faulttolerance.api.RetryWhen;
import org.eclipse.microprofile.faulttolerance.Retry;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.registry.DatabaseAway;
import dev.attune.registry.service.RingProjection;

/** Applies events however long PostgreSQL is away: the place on the bus is kept meanwhile. */
@ApplicationScoped
class PatientProjection {

    private final RingProjection projection;

    PatientProjection(RingProjection projection) {
        this.projection = projection;
    }

    @Retry(maxRetries = -1, maxDuration = 0, delay = 250)
    @ExponentialBackoff(maxDelay = 5_000)
    @RetryWhen(exception = DatabaseAway.class)
    void apply(ReceivedEvent received) {
        projection.apply(received);
    }
}
