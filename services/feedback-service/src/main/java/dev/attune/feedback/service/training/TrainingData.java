package dev.attune.feedback.service.training;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.store.training.PaceStore;
import dev.attune.feedback.training.RatingPace;
import dev.attune.feedback.training.RatingPace.Point;

/** What there is to train on: trainers read what all projects have settled. */
@ApplicationScoped
public class TrainingData {

    private static final int STEPS = 100;

    private final PaceStore store;

    TrainingData(PaceStore store) {
        this.store = store;
    }

    @Transactional
    public RatingPace pace() {
        List<Point> course = store.course(STEPS);
        return new RatingPace(course.isEmpty() ? 0 : course.getLast().ratings(), store.decisive(), course);
    }
}
