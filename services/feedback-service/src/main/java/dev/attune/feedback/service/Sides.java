package dev.attune.feedback.service;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.feedback.Item;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.store.LeaseStore;

/** Draws which answer stands on the left. */
@ApplicationScoped
class Sides {

    private final RandomGenerator random;

    Sides(FeedbackConfig config) {
        Optional<Long> seed = config.lease().sideSeed();
        this.random = seed.isPresent() ? new Random(seed.get()) : new SecureRandom();
    }

    /** Which answer stands where: of a pair the side of the first, of others all places. */
    LeaseStore.Order order(Item item) {
        if (item.form().task() == Task.COMPARE) {
            return new LeaseStore.Order(firstOnTheLeft(), List.of());
        }
        List<Integer> places = new ArrayList<>(
                IntStream.range(0, item.answers().size()).boxed().toList());
        Collections.shuffle(places, random);
        return new LeaseStore.Order(true, places);
    }

    boolean firstOnTheLeft() {
        return random.nextBoolean();
    }
}
