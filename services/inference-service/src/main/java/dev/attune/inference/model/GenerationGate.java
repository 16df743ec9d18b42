package dev.attune.inference.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.jspecify.annotations.Nullable;

/**
 * Lets one generation at a time use a model: people who chat go before candidates. Among those who chat the accounts
 * take turns, so that somebody who asks a hundred times waits for herself and not the others for her.
 */
public final class GenerationGate {

    private final ReentrantLock lock = new ReentrantLock();
    /** By account, in the order in which their turns come. */
    private final Map<String, Deque<Turn>> chats = new LinkedHashMap<>();

    private final Deque<Turn> candidates = new ArrayDeque<>();
    private boolean busy;

    private static final class Turn {
        private final Condition condition;
        private boolean granted;
        private boolean over;

        private Turn(Condition condition) {
            this.condition = condition;
        }
    }

    /**
     * Waits for the model to chat; {@link #leave()} must follow.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code abandoned} when nobody waits any more
     */
    public void enterToChat(Interest interest) {
        lock.lock();
        try {
            interest.check();
            if (!busy) {
                busy = true;
                return;
            }
            Turn turn = new Turn(lock.newCondition());
            chats.computeIfAbsent(interest.account(), _ -> new ArrayDeque<>()).add(turn);
            interest.whenOver(() -> end(turn));
            while (!turn.granted && !turn.over) {
                turn.condition.awaitUninterruptibly();
            }
            interest.waitsNoLonger();
            if (!turn.granted) {
                forget(interest.account(), turn);
                interest.check();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the model to make candidates; {@link #leave()} must follow. */
    public void enterForCandidates() {
        lock.lock();
        try {
            if (!busy) {
                busy = true;
                return;
            }
            Turn turn = new Turn(lock.newCondition());
            candidates.add(turn);
            while (!turn.granted) {
                turn.condition.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Hands the model to the next who waits. */
    public void leave() {
        lock.lock();
        try {
            Turn next = nextChat();
            if (next == null) {
                next = candidates.poll();
            }
            if (next == null) {
                busy = false;
            } else {
                next.granted = true;
                next.condition.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Between two tokens of a candidate: lets those who chat have the model until they are done. */
    public void yieldToChat() {
        if (isChatWaiting()) {
            leave();
            enterForCandidates();
        }
    }

    private boolean isChatWaiting() {
        lock.lock();
        try {
            return !chats.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** The first of the account whose turn it is; the account goes to the end of the row. */
    private @Nullable Turn nextChat() {
        Iterator<Map.Entry<String, Deque<Turn>>> accounts = chats.entrySet().iterator();
        if (!accounts.hasNext()) {
            return null;
        }
        Map.Entry<String, Deque<Turn>> account = accounts.next();
        String name = account.getKey();
        Deque<Turn> turns = account.getValue();
        accounts.remove();
        Turn next = turns.poll();
        if (!turns.isEmpty()) {
            chats.put(name, turns);
        }
        return next;
    }

    private void end(Turn turn) {
        lock.lock();
        try {
            turn.over = true;
            turn.condition.signal();
        } finally {
            lock.unlock();
        }
    }

    private void forget(String account, Turn turn) {
        Deque<Turn> turns = chats.get(account);
        if (turns != null) {
            turns.remove(turn);
            if (turns.isEmpty()) {
                chats.remove(account);
            }
        }
    }
}
