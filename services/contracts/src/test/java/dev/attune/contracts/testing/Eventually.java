package dev.attune.contracts.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what another thread or process will bring about, with a deadline instead of a fixed sleep. */
public final class Eventually {

    private static final Duration STEP = Duration.ofMillis(25);
    private static final Duration SOON = Duration.ofSeconds(20);

    private Eventually() {}

    /** The first value that {@code attempt} finds. */
    public static <T> T get(Duration deadline, String what, Supplier<Optional<T>> attempt) {
        long end = System.nanoTime() + deadline.toNanos();
        Optional<T> found = attempt.get();
        while (found.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(STEP.toNanos());
            found = attempt.get();
        }
        return found.orElseThrow(() -> new AssertionError(what + " did not happen within " + deadline));
    }

    /** The first value that satisfies {@code condition}, within 20 seconds. */
    public static <T> T get(Supplier<T> value, Predicate<T> condition) {
        return get(SOON, "the awaited value", () -> Optional.of(value.get()).filter(condition));
    }

    /** Waits until {@code condition} holds. */
    public static void holds(Duration deadline, String what, Supplier<Boolean> condition) {
        get(deadline, what, () -> condition.get() ? Optional.of(true) : Optional.empty());
    }
}
