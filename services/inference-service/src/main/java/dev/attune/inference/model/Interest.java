package dev.attune.inference.model;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import dev.attune.inference.Faults;

/**
 * Whether somebody still waits for an answer, told from one thread to another: a request whose connection was closed
 * gives up its place in the queue, or the model itself at the next token.
 */
public final class Interest {

    private static final Runnable NOBODY = () -> {};

    private final String account;
    private final AtomicReference<@Nullable Runnable> alarm = new AtomicReference<>();

    /** @param account who asks: the model is shared out among accounts, not among requests */
    public Interest(String account) {
        this.account = account;
    }

    public String account() {
        return account;
    }

    /** Nobody waits any more; can be said again. */
    public void end() {
        Runnable waiting = alarm.getAndSet(NOBODY);
        if (waiting != null) {
            waiting.run();
        }
    }

    public boolean isOver() {
        return alarm.get() == NOBODY;
    }

    /** @throws dev.attune.contracts.error.AttuneException {@code abandoned} when nobody waits any more */
    public void check() {
        if (isOver()) {
            throw Faults.abandoned();
        }
    }

    /** Has {@code wake} run once when nobody waits any more; at once when that is so already. */
    void whenOver(Runnable wake) {
        if (!alarm.compareAndSet(null, wake)) {
            wake.run();
        }
    }

    /** Forgets what {@link #whenOver} was told. */
    void waitsNoLonger(Runnable wake) {
        alarm.compareAndSet(wake, null);
    }
}
