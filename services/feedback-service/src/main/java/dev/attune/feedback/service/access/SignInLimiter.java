package dev.attune.feedback.service.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

import dev.attune.feedback.Fault;
import dev.attune.feedback.config.FeedbackConfig;

/**
 * Slows down guessing. Wrong passwords are counted for a name from one address, so that nobody locks out somebody who
 * signs in from elsewhere, and for an address, whatever names it tries; {@link PasswordHashes} bounds all together. A try
 * is counted before the password is compared, and given back when it was right: tries at the same time gain nothing.
 */
@ApplicationScoped
class SignInLimiter {

    private static final int MOST_KEYS = 10_000;

    private final FeedbackConfig.Session config;
    private final Clock clock;

    /** Bounded: what was asked for longest ago is forgotten first. */
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_KEYS;
        }
    };

    @Inject
    SignInLimiter(FeedbackConfig config) {
        this(config.session(), Clock.systemUTC());
    }

    SignInLimiter(FeedbackConfig.Session config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Wrong tries that are still allowed, and when that was so; it fills up again within a minute. */
    private record Bucket(double left, Instant at) {}

    private record Limit(String key, int perMinute) {}

    /** Who tries: a name, and where from. The caller bounds the length of both. */
    record Attempt(String name, String address) {}

    /** Refuses at once what would be refused later. */
    synchronized void check(Attempt attempt) {
        limits(attempt).forEach(this::require);
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
        Instant now = clock.instant();
        Bucket bucket = buckets.get(limit.key());
        if (bucket == null) {
            return new Bucket(limit.perMinute(), now);
        }
        double minutes = Math.max(0, Duration.between(bucket.at(), now).toMillis() / 60_000.0);
        return new Bucket(Math.min(limit.perMinute(), bucket.left() + minutes * limit.perMinute()), now);
    }
}
