package dev.attune.inference.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.testing.Eventually;
import dev.attune.inference.model.GenerationGate.Priority;

import static org.assertj.core.api.Assertions.assertThat;

class GenerationGateTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final GenerationGate gate = new GenerationGate();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @Test
    void letsChatsGoBeforeCandidatesAndEachInOrder() throws InterruptedException {
        gate.enter(Priority.CANDIDATES);
        List<Thread> waiting = List.of(
                queue("candidate-1", Priority.CANDIDATES),
                queue("chat-1", Priority.CHAT),
                queue("candidate-2", Priority.CANDIDATES),
                queue("chat-2", Priority.CHAT));
        gate.leave();
        for (Thread thread : waiting) {
            thread.join(SOON.toMillis());
        }
        assertThat(order).containsExactly("chat-1", "chat-2", "candidate-1", "candidate-2");
    }

    @Test
    void aCandidateGivesWayBetweenTwoTokensAndGoesOnAfterwards() throws InterruptedException {
        gate.enter(Priority.CANDIDATES);
        Thread chat = queue("chat", Priority.CHAT);
        order.add("token-1");
        gate.yieldToChat();
        order.add("token-2");
        gate.leave();
        chat.join(SOON.toMillis());
        assertThat(order).containsExactly("token-1", "chat", "token-2");
    }

    @Test
    void aCandidateKeepsTheModelWhileNobodyChats() throws InterruptedException {
        gate.enter(Priority.CANDIDATES);
        Thread other = queue("other", Priority.CANDIDATES);
        gate.yieldToChat();
        order.add("first");
        gate.leave();
        other.join(SOON.toMillis());
        assertThat(order).containsExactly("first", "other");
    }

    @Test
    void neverLetsTwoGenerateAtOnce() throws InterruptedException {
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Priority priority = i % 2 == 0 ? Priority.CHAT : Priority.CANDIDATES;
            threads.add(Thread.startVirtualThread(() -> {
                for (int round = 0; round < 200; round++) {
                    gate.enter(priority);
                    most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                    inside.decrementAndGet();
                    gate.leave();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join(SOON.toMillis());
            assertThat(thread.isAlive()).isFalse();
        }
        assertThat(most).hasValue(1);
    }

    private Thread queue(String name, Priority priority) {
        Thread thread = new Thread(() -> {
            gate.enter(priority);
            order.add(name);
            gate.leave();
        });
        thread.start();
        Eventually.holds(SOON, name + " waits", () -> thread.getState() == Thread.State.WAITING);
        return thread;
    }
}
