package dev.attune.worker.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.Eventually;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StepWorkerTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean caughtUp;
    private volatile Runnable work = () -> {};

    @Test
    void stepsTakeTurnsUntilTheWorkerIsToldToStop() throws InterruptedException {
        StepWorker worker = new StepWorker(List.of(step("one"), step("two")));
        Thread thread = Thread.ofPlatform().start(worker::run);
        Eventually.holds(PATIENCE, "several turns", () -> seen.size() >= 6);
        assertThat(worker.ready()).isFalse();
        caughtUp = true;
        Eventually.holds(PATIENCE, "readiness", worker::ready);
        worker.stop();
        assertThat(worker.awaitEnd(PATIENCE)).isTrue();
        thread.join();
        assertThat(seen.subList(0, 4)).containsExactly("one", "two", "one", "two");
        assertThat(seen.subList(seen.size() - 2, seen.size())).containsExactly("close two", "close one");
        assertThat(worker.ready()).isFalse();
    }

    @Test
    void aWorkerIsReadyWhileItsRunIsMade() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch working = new CountDownLatch(1);
        caughtUp = true;
        work = () -> {
            working.countDown();
            awaitUninterruptibly(end);
        };
        StepWorker worker = new StepWorker(List.of(step("one"), step("two")));
        Thread thread = Thread.ofPlatform().start(worker::run);
        working.await();
        assertThat(worker.ready()).isTrue();
        assertThat(worker.awaitEnd(Duration.ZERO)).isFalse();
        worker.stop();
        end.countDown();
        thread.join();
        assertThat(worker.ready()).isFalse();
    }

    private static void awaitUninterruptibly(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatWasOpenedIsClosedWhereAnotherCannotBe() throws InterruptedException {
        StepWorker worker = new StepWorker(List.of(step("one"), stopping -> {
            throw new IllegalStateException("no topics");
        }));
        assertThatThrownBy(worker::run).hasMessage("no topics");
        assertThat(seen).containsExactly("close one");
        assertThat(worker.awaitEnd(Duration.ZERO)).isTrue();
    }

    @Test
    void aStepThatCannotBeClosedKeepsNoOtherOpen() {
        try (Closing closing = new Closing()) {
            closing.keep("one", name -> seen.add("close " + name));
            closing.keep("two", name -> {
                throw new IllegalStateException("stuck");
            });
            assertThatThrownBy(closing::close).hasMessage("stuck");
        }
        assertThat(seen).containsExactly("close one");
    }

    private Function<BooleanSupplier, StepWorker.Step> step(String name) {
        return stopping -> new StepWorker.Step() {
            @Override
            public boolean catchUp(Duration timeout) {
                seen.add(name);
                return caughtUp;
            }

            @Override
            public void work() {
                work.run();
            }

            @Override
            public void close() {
                seen.add("close " + name);
            }
        };
    }
}
