package dev.attune.feedback.service.together;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class TogetherTest {

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private static List<Outcome<Integer>> doubled(List<Integer> calls) {
        return calls.stream()
                .<Outcome<Integer>>map(call -> new Outcome.Done<>(2 * call))
                .toList();
    }

    @Test
    void whoeverIsAloneIsDoneAtOnce() {
        Together<Integer, Integer> together = new Together<>(1, 8, call -> call, calls -> {
            batches.add(calls);
            return doubled(calls);
        });

        assertThat(together.ask(21)).isEqualTo(42);
        assertThat(together.ask(1)).isEqualTo(2);
        assertThat(batches).containsExactly(List.of(21), List.of(1));
    }

    @Test
    void thoseWhoComeMeanwhileAreDoneTogether() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Together<Integer, Integer> together = new Together<>(1, 3, call -> call, calls -> {
            batches.add(calls);
            began.countDown();
            await(go);
            return doubled(calls);
        });
        List<Future<Integer>> answers = new ArrayList<>();
        answers.add(threads.submit(() -> together.ask(0)));
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 1; i <= 5; i++) {
            int call = i;
            answers.add(threads.submit(() -> together.ask(call)));
        }
        TimeUnit.MILLISECONDS.sleep(300);
        go.countDown();

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).get()).isEqualTo(2 * i);
        }
        assertThat(batches).extracting(List::size).containsExactly(1, 3, 2);
    }

    @Test
    void twoCallsOfOneOwnerAreDoneOneAfterTheOther() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Together<Integer, Integer> together = new Together<>(1, 8, call -> call % 10, calls -> {
            batches.add(calls);
            began.countDown();
            await(go);
            return doubled(calls);
        });
        List<Future<Integer>> answers = new ArrayList<>();
        answers.add(threads.submit(() -> together.ask(0)));
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        for (int call : List.of(1, 11, 2)) {
            answers.add(threads.submit(() -> together.ask(call)));
        }
        TimeUnit.MILLISECONDS.sleep(300);
        go.countDown();

        for (Future<Integer> answer : answers) {
            assertThat(answer.get()).isNotNull();
        }
        assertThat(batches).extracting(List::size).containsExactly(1, 2, 1);
        assertThat(batches)
                .allSatisfy(batch ->
                        assertThat(batch.stream().map(call -> call % 10)).doesNotHaveDuplicates());
    }

    @Test
    void nobodyFailsForWhatAnotherHasSent() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Together<Integer, Integer> together = new Together<>(1, 8, call -> call, calls -> {
            batches.add(calls);
            began.countDown();
            await(go);
            if (calls.contains(13)) {
                throw new IllegalStateException("13 breaks the transaction");
            }
            return doubled(calls);
        });
        Future<Integer> first = threads.submit(() -> together.ask(0));
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        Future<Integer> good = threads.submit(() -> together.ask(1));
        Future<Integer> bad = threads.submit(() -> together.ask(13));
        TimeUnit.MILLISECONDS.sleep(300);
        go.countDown();

        assertThat(first.get()).isZero();
        assertThat(good.get()).isEqualTo(2);
        assertThatThrownBy(bad::get).hasRootCauseMessage("13 breaks the transaction");
        assertThat(batches).contains(List.of(1), List.of(13));
    }

    @Test
    void aRefusalIsItsCallersOnly() {
        Together<Integer, Integer> together = new Together<>(
                1, 8, call -> call, calls -> List.of(new Outcome.Refused<>(new IllegalArgumentException("no"))));

        assertThatThrownBy(() -> together.ask(1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatIsPutOffAgainAndAgainIsDoneAlone() throws Exception {
        CountDownLatch began = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Together<Integer, Integer> together = new Together<>(1, 8, call -> call, calls -> {
            batches.add(calls);
            began.countDown();
            await(go);
            return calls.stream()
                    .<Outcome<Integer>>map(
                            call -> calls.size() > 1 ? new Outcome.Later<>() : new Outcome.Done<>(2 * call))
                    .toList();
        });
        List<Future<Integer>> answers = new ArrayList<>();
        answers.add(threads.submit(() -> together.ask(0)));
        assertThat(began.await(10, TimeUnit.SECONDS)).isTrue();
        for (int call : List.of(1, 2)) {
            answers.add(threads.submit(() -> together.ask(call)));
        }
        TimeUnit.MILLISECONDS.sleep(300);
        go.countDown();

        assertThat(answers.get(0).get()).isZero();
        assertThat(answers.get(1).get() + answers.get(2).get()).isEqualTo(6);
        assertThat(batches).contains(List.of(1), List.of(2));
    }

    /** Whoever leads hands over; were a lane lost on the way, all would wait for ever. */
    @Test
    void ofManyCallsNoneIsForgottenAndNoneDoneTwice() throws Exception {
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Map<Integer, Integer> done = new ConcurrentHashMap<>();
        Set<Integer> putOff = ConcurrentHashMap.newKeySet();
        Together<Integer, Integer> together = new Together<>(3, 16, call -> call % 50, calls -> {
            most.accumulateAndGet(working.incrementAndGet(), Math::max);
            try {
                List<Outcome<Integer>> outcomes = new ArrayList<>();
                for (int call : calls) {
                    if (calls.size() > 1 && call % 7 == 0 && putOff.add(call)) {
                        outcomes.add(new Outcome.Later<>());
                    } else {
                        done.merge(call, 1, Integer::sum);
                        outcomes.add(new Outcome.Done<>(2 * call));
                    }
                }
                return outcomes;
            } finally {
                working.decrementAndGet();
            }
        });
        List<Future<Boolean>> clients = new ArrayList<>();
        for (int client = 0; client < 64; client++) {
            int number = client;
            clients.add(threads.submit(() -> {
                for (int turn = 0; turn < 500; turn++) {
                    int call = number + 64 * turn;
                    assertThat(together.ask(call)).isEqualTo(2 * call);
                }
                return true;
            }));
        }

        for (Future<Boolean> client : clients) {
            assertThat(client.get()).isTrue();
        }
        assertThat(done)
                .hasSize(64 * 500)
                .allSatisfy((_, times) -> assertThat(times).isEqualTo(1));
        assertThat(most.get()).isLessThanOrEqualTo(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
