package dev.attune.inference.model;

import org.jspecify.annotations.Nullable;

import dev.attune.inference.Faults;

/**
 * Whether somebody still waits for an answer, told from one thread to another: a request whose connection was closed
 * gives up its place in the queue, or the model itself at the next token.
 */
public final class Interest {

    private final String account;
    private boolean over;
    private @Nullable Runnable alarm;

    /** @param account who asks: the model is shared out among accounts, not among requests */
    public Interest(String account) {
        this.account = account;
    }

    public String account() {
        return account;
    }

    /** Nobody waits any more; can be said again. */
    public void end() {
        Runnable waiting = ended();
        if (waiting != null) {
            waiting.run();
        }
    }

    private synchronized @Nullable Runnable ended() {
        Runnable waiting = alarm;
        over = true;
        alarm = null;
        return waiting;
    }

    public synchronized boolean isOver() {
        return over;
    }

    /** @throws dev.attune.contracts.error.AttuneException {@code abandoned} when nobody waits any more */
    public void check() {
        if (isOver()) {
            throw Faults.abandoned();
        }
    }

    /** Has {@code wake} run once when nobody waits any more; at once when that is so already. */
    void whenOver(Runnable wake) {
        synchronized (this) {
            if (!over) {
                alarm = wake;
                return;
            }
        }
        wake.run();
    }

    /** Forgets what {@link #whenOver} was told. */
    synchronized void waitsNoLonger() {
        alarm = null;
    }
}
