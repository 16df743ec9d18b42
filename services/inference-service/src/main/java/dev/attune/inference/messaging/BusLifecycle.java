package dev.attune.inference.messaging;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import dev.attune.contracts.event.PromotionEvent;
import dev.attune.inference.config.CandidateConfig;
import dev.attune.inference.service.Candidates;
import dev.attune.inference.service.Exchanges;
import dev.attune.inference.service.Serving;

/** Starts and ends the threads that talk with the bus; ready when they do, the past was read and something is served. */
@Readiness
@ApplicationScoped
class BusLifecycle implements HealthCheck {

    private final BusLoop ring;
    private final BusLoop candidates;
    private final BusLoop exchanges;
    private final boolean makesCandidates;
    private final AtomicBoolean caughtUp = new AtomicBoolean();
    private final FailedPrompts failed = new FailedPrompts();
    private final StartedPrompts started;
    private final Serving serving;

    BusLifecycle(
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
            @ConfigProperty(name = "attune.instance") String instance,
            @ConfigProperty(name = "attune.candidates-started") Path startedFile,
            CandidateConfig config,
            Followed followed,
            Candidates maker,
            Exchanges exchanges) {
        BusSettings bus = new BusSettings(bootstrapServers, instance);
        this.makesCandidates = config.enabled();
        this.serving = followed.serving();
        this.started = new StartedPrompts(startedFile);
        this.ring = new BusLoop("ring-follower", () -> new RingFollower(bus, followed, () -> caughtUp.set(true)));
        this.exchanges = new BusLoop("exchange-publisher", () -> new ExchangePublisher(bus, exchanges));
        this.candidates = new BusLoop(
                "candidate-maker",
                () -> new CandidateSession(
                        bus, maker, config.batch(), () -> caughtUp.get() && maker.possible(), failed, started));
    }

    void start(@Observes StartupEvent event) {
        ring.start();
        exchanges.start();
        if (makesCandidates) {
            candidates.start();
        }
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        if (makesCandidates) {
            started.stopping();
            candidates.stop();
        }
        exchanges.stop();
        ring.stop();
    }

    @Override
    public HealthCheckResponse call() {
        boolean candidatesWork = !makesCandidates || candidates.isWorking();
        boolean serves = serving.channels().containsKey(PromotionEvent.PRODUCTION);
        return HealthCheckResponse.named("ring")
                .status(caughtUp.get() && ring.isWorking() && candidatesWork && serves)
                .withData("candidates", makesCandidates)
                .withData("bus", caughtUp.get() && ring.isWorking() ? "followed" : "not followed")
                .withData("candidateMaker", candidatesWork ? "works" : "fails again and again")
                .withData("production", serves ? "served" : "nothing is served: no checkpoint could be loaded")
                .build();
    }
}
