package dev.attune.inference.model;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one generation at a time use a model: people who chat go first, and within a class it is first come, first
 * served.
 */
public final class GenerationGate {

    /** Who wants to generate. */
    public enum Priority {
        CHAT,
        CANDIDATES
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Turn> chats = new ArrayDeque<>();
    private final Deque<Turn> candidates = new ArrayDeque<>();
    private boolean busy;

    private static final class Turn {
        private final Condition condition;
        private boolean granted;

        private Turn(Condition condition) {
            this.condition = condition;
        }
    }

    /** Waits for the model; {@link #leave()} must follow. */
    public void enter(Priority priority) {
        lock.lock();
        try {
            if (!busy) {
                busy = true;
                return;
            }
            Turn turn = new Turn(lock.newCondition());
            queue(priority).add(turn);
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
            Turn next = chats.isEmpty() ? candidates.poll() : chats.poll();
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
            enter(Priority.CANDIDATES);
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

    private Deque<Turn> queue(Priority priority) {
        return switch (priority) {
            case CHAT -> chats;
            case CANDIDATES -> candidates;
        };
    }
}
