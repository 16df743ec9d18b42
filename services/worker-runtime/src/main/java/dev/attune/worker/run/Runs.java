package dev.attune.worker.run;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import org.apache.kafka.common.TopicPartition;

import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.RunEvent.RunStarted;
import dev.attune.worker.bus.FrozenRun;

/**
 * What a trainer adds to the life of its runs.
 *
 * @param recipe the recipe's name, also of a run whose plan cannot be read
 * @param plan reads the plan back; throws where it cannot
 * @param consumed what the run's end commits beside the ledger
 * @param announcement what is said when it begins
 * @param work makes it
 * @param tidy removes by its id what a run that is over has left on the disk
 * @param reportEvery steps that come sooner after another are not told to the bus, but the last one; zero: all are
 * @param <P> the trainer's plan of a run
 */
public record Runs<P>(
        Function<FrozenRun, String> recipe,
        Function<FrozenRun, P> plan,
        Function<FrozenRun, Map<TopicPartition, Long>> consumed,
        Function<P, RunStarted> announcement,
        Work<P> work,
        Consumer<String> tidy,
        Duration reportEvery) {

    /** Makes a run, or goes on with it where its folder ends. */
    @FunctionalInterface
    public interface Work<P> {

        /**
         * Makes the run.
         *
         * @return the events to publish with what was consumed; empty when it has stopped because {@code attempt} told it to
         * @throws RunStoppedException for the same
         */
        Optional<List<Event>> make(P plan, Attempt attempt);
    }
}
