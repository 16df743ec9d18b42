package dev.attune.feedback.service.access;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.attune.feedback.Fault;
import dev.attune.feedback.config.FeedbackConfig;

/**
 * Slows down guessing. Wrong passwords are counted for a name from one address, so that nobody locks out somebody who
 * signs in from elsewhere, and for an address, whatever names it tries; {@link PasswordHashes} bounds all together. A try
 * is counted before the password is compared, and given back when it was right: tries at the same time gain nothing. One
 * address has half of the places to wait at most, so that whoever fills them keeps nobody else out.
 */
@ApplicationScoped
class SignInLimiter {

    private static final int MOST_KEYS = 10_000;
    private static final int MOST_AT_ONCE = PasswordHashes.MOST_WAITING / 2;
    private static final double NANOS_PER_MINUTE = 60e9;

    private final FeedbackConfig.Session config;

    /** Nanoseconds of a clock that nobody sets. */
    private final LongSupplier clock;

    /** Bounded: what was asked for longest ago is forgotten first. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_KEYS;
        }
    };

    /** How many tries of an address are under way: as many entries as requests at most. */
    private final Map<String, Integer> underWay = new HashMap<>();

    @Inject
    SignInLimiter(FeedbackConfig config) {
        this(config.session(), System::nanoTime);
    }

    SignInLimiter(FeedbackConfig.Session config, LongSupplier clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Wrong tries that are still allowed, and when that was so; it fills up again within a minute. */
    private record Bucket(double left, long at) {}

    private record Limit(String key, int perMinute) {}

    /** Who tries: a name, and where from. The caller bounds the length of both. */
    record Attempt(String name, String address) {}

    /** Refuses at once what would be refused later. */
    synchronized void check(Attempt attempt) {
        limits(attempt).forEach(this::require);
    }

    /** Does what a try waits for, unless its address does so too often at this moment. */
    <T> T within(Attempt attempt, Supplier<T> work) {
        enter(attempt.address());
        try {
            return work.get();
        } finally {
            leave(attempt.address());
        }
    }

    private synchronized void enter(String address) {
        int others = underWay.getOrDefault(address, 0);
        Fault.TOO_MANY_ATTEMPTS.when(
                others >= MOST_AT_ONCE, "Too many people sign in from your address at this moment; try again shortly.");
        underWay.put(address, others + 1);
    }

    private synchronized void leave(String address) {
        underWay.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    /** Counts a try. */
    synchronized void begin(Attempt attempt) {
        check(attempt);
        limits(attempt).forEach(limit -> change(limit, -1));
    }

    /** The try was right: it does not count. */
    synchronized void succeeded(Attempt attempt) {
        limits(attempt).forEach(limit -> change(limit, 1));
    }

    private List<Limit> limits(Attempt attempt) {
        return List.of(
                new Limit("name " + attempt.address() + " " + attempt.name(), config.attemptsPerMinute()),
                new Limit("address " + attempt.address(), config.attemptsPerMinuteOfAddress()));
    }

    private void require(Limit limit) {
        Fault.TOO_MANY_ATTEMPTS.when(
                bucket(limit).left() < 1, "Too many wrong passwords were tried; wait a minute and try again.");
    }

    private void change(Limit limit, int by) {
        Bucket bucket = bucket(limit);
        buckets.put(limit.key(), new Bucket(Math.min(limit.perMinute(), bucket.left() + by), bucket.at()));
    }

    private Bucket bucket(Limit limit) {
        long now = clock.getAsLong();
        Bucket bucket = buckets.get(limit.key());
        if (bucket == null) {
            return new Bucket(limit.perMinute(), now);
        }
        double minutes = (now - bucket.at()) / NANOS_PER_MINUTE;
        return new Bucket(Math.min(limit.perMinute(), bucket.left() + minutes * limit.perMinute()), now);
    }
}
