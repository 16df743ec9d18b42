package dev.attune.inference.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.testing.Eventually;
import dev.attune.inference.Faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GenerationGateTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    private final GenerationGate gate = new GenerationGate();
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @Test
    void letsChatsGoBeforeCandidatesAndEachInOrder() throws InterruptedException {
        gate.enterForCandidates();
        List<Thread> waiting =
                List.of(candidate("candidate-1"), chat("chat-1"), candidate("candidate-2"), chat("chat-2"));
        gate.leave();
        for (Thread thread : waiting) {
            thread.join(SOON.toMillis());
        }
        assertThat(order).containsExactly("chat-1", "chat-2", "candidate-1", "candidate-2");
    }

    @Test
    void aCandidateGivesWayBetweenTwoTokensAndGoesOnAfterwards() throws InterruptedException {
        gate.enterForCandidates();
        Thread chat = chat("chat");
        order.add("token-1");
        gate.yieldToChat();
        order.add("token-2");
        gate.leave();
        chat.join(SOON.toMillis());
        assertThat(order).containsExactly("token-1", "chat", "token-2");
    }

    @Test
    void aCandidateKeepsTheModelWhileNobodyChats() throws InterruptedException {
        gate.enterForCandidates();
        Thread other = candidate("other");
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
            boolean chats = i % 2 == 0;
            Interest interest = new Interest("account-" + i % 3);
            threads.add(Thread.startVirtualThread(() -> {
                for (int round = 0; round < 200; round++) {
                    enter(chats, interest);
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

    @Test
    void accountsTakeTurns() throws InterruptedException {
        gate.enterForCandidates();
        List<Thread> waiting = List.of(
                chat("ann", "ann-1"),
                chat("ann", "ann-2"),
                chat("ann", "ann-3"),
                chat("bob", "bob-1"),
                chat("cyd", "cyd-1"),
                chat("bob", "bob-2"));
        gate.leave();
        for (Thread thread : waiting) {
            thread.join(SOON.toMillis());
        }
        assertThat(order).containsExactly("ann-1", "bob-1", "cyd-1", "ann-2", "bob-2", "ann-3");
    }

    @Test
    void whoGoesAwayGivesUpHisPlace() throws InterruptedException {
        gate.enterForCandidates();
        Interest gone = new Interest("ann");
        AtomicReference<String> code = new AtomicReference<>("");
        Thread abandoned = waiting("ann", () -> {
            try {
                gate.enterToChat(gone);
            } catch (AttuneException e) {
                code.set(e.code());
            }
        });
        Thread next = chat("ann", "next");
        gone.end();
        gone.end();
        abandoned.join(SOON.toMillis());
        assertThat(code).hasValue(Faults.ABANDONED);
        gate.leave();
        next.join(SOON.toMillis());
        assertThat(order).containsExactly("next");
    }

    @Test
    void whoIsGoneAlreadyDoesNotEvenWait() {
        Interest gone = new Interest("ann");
        gone.end();
        assertThatThrownBy(() -> gate.enterToChat(gone)).isInstanceOf(AttuneException.class);
        gate.enterForCandidates();
        gate.leave();
    }

    private void enter(boolean chats, Interest interest) {
        if (chats) {
            gate.enterToChat(interest);
        } else {
            gate.enterForCandidates();
        }
    }

    private Thread chat(String name) {
        return chat("somebody", name);
    }

    private Thread chat(String account, String name) {
        return queue(name, () -> gate.enterToChat(new Interest(account)));
    }

    private Thread candidate(String name) {
        return queue(name, gate::enterForCandidates);
    }

    private Thread queue(String name, Runnable enter) {
        return waiting(name, () -> {
            enter.run();
            order.add(name);
            gate.leave();
        });
    }

    private static Thread waiting(String name, Runnable work) {
        Thread thread = new Thread(work);
        thread.start();
        Eventually.holds(SOON, name + " waits", () -> thread.getState() == Thread.State.WAITING);
        return thread;
    }
}
