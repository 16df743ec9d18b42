package dev.attune.worker.run;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.JobEvent.RecipeRequested;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.contracts.testing.LoopbackPorts;
import dev.attune.contracts.testing.MetricsPage;
import dev.attune.contracts.testing.TestBroker;
import dev.attune.contracts.testing.TestBus;
import dev.attune.worker.process.BusWorker;
import dev.attune.worker.process.WorkerProcess;

import static org.assertj.core.api.Assertions.assertThat;

/** What the page on metrics promises, a running worker tells. */
class MetricsIT {

    private static final String RUN = "measured";

    @TempDir
    Path directory;

    @TempDir
    Path home;

    /** The little worker as one that has a process. */
    private record Turns(LittleWorker worker, AtomicBoolean stopping, CountDownLatch ended) implements BusWorker {

        @Override
        public void run() {
            while (!stopping.get()) {
                worker.tick();
            }
            ended.countDown();
        }

        @Override
        public boolean ready() {
            return true;
        }

        @Override
        public void stop() {
            stopping.set(true);
        }

        @Override
        public boolean awaitEnd(Duration timeout) throws InterruptedException {
            return ended.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Test
    void tellsOfARunAndWhatThePagePromises() throws IOException, InterruptedException {
        try (TestBroker broker = TestBroker.start(directory)) {
            TestBus bus = new TestBus(broker.bootstrapServers());
            bus.sendRaw(Topics.CHECKPOINTS, "broken", "no event");
            bus.sendUnknown(Topics.CHECKPOINTS, "later");
            bus.send(new RecipeRequested(RUN, "test", null, null, null, Map.of()));
            AtomicBoolean stopping = new AtomicBoolean();
            try (LittleWorker little = new LittleWorker(
                    bus,
                    RUN,
                    home,
                    Optional.empty(),
                    stopping,
                    attempt -> {
                        attempt.step(1, 2, Map.of());
                        attempt.step(2, 2, Map.of());
                    },
                    _ -> {})) {
                Turns turns = new Turns(little, stopping, new CountDownLatch(1));
                int port = LoopbackPorts.one();
                Thread thread = Thread.ofPlatform()
                        .start(() -> WorkerProcess.run("test", turns, broker.bootstrapServers(), port));
                try {
                    Eventually.holds(
                            LittleWorker.PATIENCE,
                            "all meters and the run's end",
                            () -> MetricsPage.told(scrape(port)).containsAll(MetricsPage.promised("worker"))
                                    && scrape(port)
                                            .contains(
                                                    "attune_runs_ended_total{outcome=\"finished\",recipe=\"other\"} 1.0"));
                    String scrape = scrape(port);
                    assertThat(MetricsPage.told(scrape)).isEqualTo(MetricsPage.promised("worker"));
                    assertThat(scrape)
                            .contains(
                                    "attune_run_steps_made_total{recipe=\"other\"} 2.0",
                                    "attune_runs_ended_total{outcome=\"finished\",recipe=\"other\"} 1.0",
                                    "attune_dead_letters_total{topic=\"attune.checkpoints\"} 1.0",
                                    "kafka_consumer_fetch_manager_records_consumed_total",
                                    "jvm_memory_used_bytes",
                                    "process_uptime_seconds")
                            .doesNotContain(RUN + "\"");
                } finally {
                    turns.stop();
                    thread.join();
                }
            }
        }
    }

    private static String scrape(int port) {
        try (HttpClient client = HttpClient.newHttpClient()) {
            URI address = URI.create("http://127.0.0.1:" + port + "/q/metrics");
            return client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
