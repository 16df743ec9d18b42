package dev.attune.cli.load;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

import dev.attune.cli.bench.Latencies;

/** What all clients of a load have seen. */
final class Tally {

    private final LongAdder ratings = new LongAdder();
    private final Latencies.Meter rate = new Latencies.Meter();
    private final Latencies.Meter next = new Latencies.Meter();
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();
    private final AtomicReference<String> failure = new AtomicReference<>("");

    void rated(long nanos) {
        ratings.increment();
        rate.addNanos(nanos);
    }

    void fetched(long nanos) {
        next.addNanos(nanos);
    }

    void refused(Wire.Answer answer) {
        String code = answer.field("code");
        refused.computeIfAbsent(code.isEmpty() ? String.valueOf(answer.status()) : code, _ -> new LongAdder())
                .increment();
    }

    /** Keeps the first failure. */
    void failed(Exception failed) {
        var _ = failure.compareAndSet("", failed.toString());
    }

    LoadResult result(Clock clock, long onTopic, Latencies readable) {
        Map<String, Long> counts = new ConcurrentHashMap<>();
        refused.forEach((code, count) -> counts.put(code, count.sum()));
        return new LoadResult(
                clock.seconds(),
                ratings.sum(),
                onTopic,
                rate.read(),
                next.read(),
                readable,
                counts,
                Objects.requireNonNullElse(failure.get(), ""));
    }
}
