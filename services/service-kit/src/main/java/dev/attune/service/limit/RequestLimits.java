package dev.attune.service.limit;

import java.time.Duration;

import jakarta.enterprise.context.ApplicationScoped;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;

/** A bucket of tokens for each caller, that fills evenly; of this process alone, so two instances let twice as many through. */
@ApplicationScoped
class RequestLimits {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int perMinute;

    /** Who was silent for longer than a window has a full bucket anyway. */
    private final LoadingCache<String, Bucket> buckets;

    RequestLimits(RequestLimitConfig config) {
        this.perMinute = config.perMinute();
        this.buckets =
                Caffeine.newBuilder().expireAfterAccess(WINDOW.multipliedBy(2)).build(_ -> bucket(perMinute));
    }

    /** Whether anything is limited. */
    boolean limits() {
        return perMinute > 0;
    }

    int perMinute() {
        return perMinute;
    }

    static Duration window() {
        return WINDOW;
    }

    /** Takes one request of the caller's. */
    ConsumptionProbe take(String caller) {
        return buckets.get(caller).tryConsumeAndReturnRemaining(1);
    }

    private static Bucket bucket(int perMinute) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(perMinute).refillGreedy(perMinute, WINDOW))
                .build();
    }
}
