package dev.attune.inference.service;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.error.AttuneException;
import dev.attune.inference.Faults;
import dev.attune.inference.config.ChatConfig;

/**
 * How many requests may wait for their answers: each costs a thread and a place in the queue, so whoever asks for more
 * than its share is refused at once, before anything is done for it.
 */
@ApplicationScoped
public class Admission {

    private final int most;
    private final int mostPerAccount;
    /** Requests that wait, by account. */
    private final Map<String, Integer> waiting = new HashMap<>();

    private int all;

    Admission(ChatConfig config) {
        this.most = config.requests();
        this.mostPerAccount = config.requestsPerAccount();
    }

    /**
     * Takes a place for a request of the account.
     *
     * @throws AttuneException {@code too-many-requests}
     */
    public synchronized Place admit(String account) {
        int own = waiting.getOrDefault(account, 0);
        if (own >= mostPerAccount) {
            throw Faults.tooManyRequests(mostPerAccount, "of this account");
        }
        if (all >= most) {
            throw Faults.tooManyRequests(most, "in all");
        }
        waiting.put(account, own + 1);
        all++;
        AtomicBoolean taken = new AtomicBoolean(true);
        return () -> {
            if (taken.getAndSet(false)) {
                leave(account);
            }
        };
    }

    private synchronized void leave(String account) {
        all--;
        waiting.computeIfPresent(account, (_, count) -> count == 1 ? null : count - 1);
    }

    /** One request's place; can be given back again. */
    @FunctionalInterface
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }
}
