package dev.attune.feedback.service;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.Fault;
import dev.attune.feedback.config.FeedbackConfig;

/** Slows down guessing: after a number of failures within a minute a name is refused for the rest of it. */
@ApplicationScoped
class SignInLimiter {

    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final int MOST_NAMES = 10_000;

    private final int allowed;

    /** Bounded: the name that failed longest ago is forgotten first. */
    private final Map<String, Deque<Instant>> failures = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > MOST_NAMES;
        }
    };

    SignInLimiter(FeedbackConfig config) {
        this.allowed = config.session().attemptsPerMinute();
    }

    synchronized void check(String name) {
        Fault.TOO_MANY_ATTEMPTS.when(
                recent(name).size() >= allowed, "Too many wrong passwords for this name; wait a minute and try again.");
    }

    synchronized void failed(String name) {
        Deque<Instant> recent = recent(name);
        recent.add(Instant.now());
        failures.remove(name);
        failures.put(name, recent);
    }

    private Deque<Instant> recent(String name) {
        Deque<Instant> recent = failures.getOrDefault(name, new ArrayDeque<>());
        Instant oldest = Instant.now().minus(WINDOW);
        while (!recent.isEmpty() && recent.getFirst().isBefore(oldest)) {
            recent.removeFirst();
        }
        return recent;
    }
}
