package dev.attune.feedback.service;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.config.FeedbackConfig;

/** Draws which answer stands on the left. */
@ApplicationScoped
class Sides {

    private final RandomGenerator random;

    Sides(FeedbackConfig config) {
        Optional<Long> seed = config.lease().sideSeed();
        this.random = seed.isPresent() ? new Random(seed.get()) : new SecureRandom();
    }

    boolean firstOnTheLeft() {
        return random.nextBoolean();
    }
}
