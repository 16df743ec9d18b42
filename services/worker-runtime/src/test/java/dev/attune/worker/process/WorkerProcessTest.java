package dev.attune.worker.process;

import java.time.Duration;

import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WorkerProcessTest {

    @Test
    void aLostBusIsASentenceThatNamesIt() {
        BusWorker worker = new BusWorker() {
            @Override
            public void run() {
                throw new ProducerFencedException("fenced");
            }

            @Override
            public boolean ready() {
                return false;
            }

            @Override
            public void stop() {}

            @Override
            public boolean awaitEnd(Duration timeout) {
                return true;
            }
        };

        assertThatThrownBy(() -> WorkerProcess.run("test", worker, "127.0.0.1:9492", 0))
                .isInstanceOfSatisfying(
                        AttuneException.class,
                        e -> org.assertj.core.api.Assertions.assertThat(e.code())
                                .isEqualTo("bus-lost"))
                .hasMessage("The worker lost the bus at 127.0.0.1:9492 or another worker took over: fenced;"
                        + " start it again when the bus is up.");
    }
}
