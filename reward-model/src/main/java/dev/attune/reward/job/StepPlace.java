package dev.attune.reward.job;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.worker.bus.TopicFollower;
import dev.attune.worker.bus.TransactionalPublisher;

/** Where a step stands that says on the bus what a reward model thinks: it follows some topics, and what it publishes is fenced by its group. */
record StepPlace(TransactionalPublisher publisher, TopicFollower follower) implements AutoCloseable {

    private static final String SOURCE = "/attune/reward-model";

    /** @param name of the step, behind the worker's group */
    static StepPlace open(WorkerSettings settings, String name, List<String> topics) {
        String group = settings.groupId() + "-" + name;
        TransactionalPublisher publisher =
                new TransactionalPublisher(settings.bootstrapServers(), group, group, SOURCE);
        try {
            return new StepPlace(
                    publisher, new TopicFollower(settings.bootstrapServers(), group, topics, _ -> false, publisher));
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    /** Whether all is read that there is. */
    boolean catchUp(Duration timeout, Consumer<ReceivedEvent> apply) {
        follower.poll(timeout, apply);
        return follower.caughtUp();
    }

    @Override
    public void close() {
        follower.close();
        publisher.close();
    }
}
