package dev.attune.inference.messaging;

import java.time.Duration;
import java.util.List;

import dev.attune.contracts.event.AccessEvent.ConsentChanged;
import dev.attune.contracts.event.AccessEvent.TokensEnded;
import dev.attune.contracts.event.ApprovalEvent;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CompletionEvent;
import dev.attune.contracts.event.DemonstrationEvent;
import dev.attune.contracts.event.EvaluationEvent;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.ExchangeEvent;
import dev.attune.contracts.event.FeedbackEvent;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PromotionEvent.CanaryEnded;
import dev.attune.contracts.event.PromotionEvent.CanaryServed;
import dev.attune.contracts.event.PromotionEvent.ChannelResumed;
import dev.attune.contracts.event.PromotionEvent.ChannelStopped;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.PromptEvent;
import dev.attune.contracts.event.PromptVersionEvent;
import dev.attune.contracts.event.RetrainingEvent;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.SpreadEvent;
import dev.attune.contracts.event.Topics;
import dev.attune.inference.service.RingState;
import dev.attune.inference.service.Rollouts;
import dev.attune.inference.service.Serving;
import dev.attune.inference.service.Tasks;
import dev.attune.worker.bus.TopicFollower;
import dev.attune.worker.bus.TransactionalPublisher;

/** Reads checkpoints, promotions and consents from their beginning, then on: this service keeps no state of its own. */
final class RingFollower implements BusLoop.Session {

    private static final String GROUP = "inference-service.state";
    private static final String SOURCE = "/attune/inference-service";
    private static final Duration POLL = Duration.ofMillis(500);

    private final TransactionalPublisher deadLetters;
    private final TopicFollower topics;
    private final RingState ring;
    private final Rollouts rollouts;
    private final Serving serving;
    private final Tasks tasks;
    private final Runnable caughtUp;
    private boolean behind = true;

    /** @param caughtUp told when all that was on the topics has been read and is served */
    RingFollower(BusSettings bus, Followed followed, Runnable caughtUp) {
        this.ring = followed.ring();
        this.rollouts = followed.rollouts();
        this.serving = followed.serving();
        this.tasks = followed.tasks();
        this.caughtUp = caughtUp;
        this.deadLetters =
                new TransactionalPublisher(bus.bootstrapServers(), bus.transactionalId("state"), GROUP, SOURCE);
        try {
            this.topics = new TopicFollower(
                    bus.bootstrapServers(),
                    GROUP,
                    List.of(Topics.CHECKPOINTS, Topics.PROMOTIONS, Topics.ACCESS),
                    _ -> false,
                    deadLetters);
        } catch (RuntimeException e) {
            deadLetters.close();
            throw e;
        }
    }

    @Override
    public void turn() {
        topics.poll(POLL, received -> apply(received.event()));
        if (behind && !topics.caughtUp()) {
            // Old promotions on the way to the present are not worth loading a model for.
            return;
        }
        serving.refresh();
        tasks.refresh();
        if (behind) {
            behind = false;
            caughtUp.run();
        }
    }

    @Override
    public void wakeUp() {
        topics.wakeUp();
    }

    @Override
    public void close() {
        topics.close();
        deadLetters.close();
    }

    private void apply(Event event) {
        switch (event) {
            case CheckpointPublished checkpoint -> ring.published(checkpoint);
            case Promoted promoted -> ring.promoted(promoted);
            case CanaryServed canary -> rollouts.began(canary);
            case CanaryEnded canary -> rollouts.ended(canary);
            case ChannelStopped stop -> rollouts.stopped(stop);
            case ChannelResumed resumption -> rollouts.resumed(resumption);
            case ConsentChanged consent -> rollouts.consented(consent);
            case TokensEnded _ -> {
                // Tokens are looked at elsewhere.
            }
            case PromptEvent _,
                    CompletionEvent _,
                    ExchangeEvent _,
                    FeedbackEvent _,
                    DemonstrationEvent _,
                    PreferenceEvent _,
                    SpreadEvent _,
                    RetrainingEvent _,
                    JobEvent _,
                    RunEvent _,
                    ApprovalEvent _,
                    PromptVersionEvent _,
                    EvaluationEvent _ ->
                throw new IllegalStateException("Not on the followed topics: " + event.getClass());
        }
    }
}
