package dev.attune.service.outbox;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Tells how the outbox is; not ready when nobody sends from it any more. */
@Readiness
@ApplicationScoped
class OutboxHealth implements HealthCheck {

    private final OutboxStates states;
    private final OutboxRelay relay;

    OutboxHealth(OutboxStates states, OutboxRelay relay) {
        this.states = states;
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return tell(states.unsent());
        } catch (RuntimeException e) {
            return HealthCheckResponse.named("outbox")
                    .down()
                    .withData("unknown", String.valueOf(e.getMessage()))
                    .build();
        }
    }

    private HealthCheckResponse tell(OutboxStates.Unsent state) {
        Instant since = state.since();
        return HealthCheckResponse.named("outbox")
                .status(relay.alive())
                .withData("waiting", state.waiting())
                .withData(
                        "waitingSeconds",
                        since == null
                                ? 0
                                : Duration.between(since, Instant.now()).toSeconds())
                .withData("setApart", state.setApart())
                .build();
    }
}
