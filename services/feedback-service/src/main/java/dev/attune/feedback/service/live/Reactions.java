package dev.attune.feedback.service.live;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.FeedbackEvent.LiveFeedbackGiven;
import dev.attune.contracts.event.FeedbackEvent.Reaction;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.LiveConfig;
import dev.attune.feedback.live.LiveReaction;
import dev.attune.feedback.live.LiveSettings;
import dev.attune.feedback.store.live.ExchangeStore;
import dev.attune.feedback.store.live.ExchangeStore.Served;
import dev.attune.service.outbox.Outbox;

/** What people do with answers that they were served; the last word on each counts. It settles no preference. */
@ApplicationScoped
public class Reactions {

    private final ExchangeStore store;
    private final Consents consents;
    private final Outbox outbox;
    private final LiveConfig config;

    Reactions(ExchangeStore store, Consents consents, Outbox outbox, LiveConfig config) {
        this.store = store;
        this.consents = consents;
        this.outbox = outbox;
        this.config = config;
    }

    /**
     * Keeps the reaction and tells the bus.
     *
     * @param edit the answer as it should have been: kept only if the project consented to texts
     * @throws FeedbackException {@link Fault#COMPLETION_UNKNOWN}, {@link Fault#COMPLETION_FOREIGN} or {@link Fault#FEEDBACK_TOO_LATE}
     */
    @Transactional
    public LiveReaction give(String completionId, Account by, Reaction reaction, @Nullable String edit) {
        Served served = store.locked(completionId)
                .orElseThrow(() -> Fault.COMPLETION_UNKNOWN.because("No answer " + completionId
                        + " is known here; one that was just given is known a moment later."));
        ExchangeEnded exchange = served.exchange();
        Fault.COMPLETION_FOREIGN.when(
                !exchange.account().equals(by.id().toString()),
                "The answer " + completionId + " was given to another account.");
        Fault.FEEDBACK_TOO_LATE.when(
                served.age().compareTo(config.reactWithin()) > 0,
                "The answer " + completionId + " is too old to be reacted to.");
        LiveSettings allowed = Optional.ofNullable(ServedAnswers.id(exchange.projectId()))
                .map(this::settings)
                .orElse(LiveSettings.INITIAL);
        String kept = allowed.texts() ? edit : null;
        Instant at = store.react(completionId, by.id(), reaction.text(), kept);
        outbox.add(new LiveFeedbackGiven(
                completionId,
                exchange.channel(),
                exchange.assignment(),
                exchange.checkpointId(),
                exchange.subject(),
                exchange.projectId(),
                reaction,
                reaction.score(),
                allowed.weight(),
                LiveFeedbackGiven.LIVE,
                kept,
                at));
        return new LiveReaction(completionId, reaction.text(), kept != null, at);
    }

    private LiveSettings settings(UUID project) {
        return consents.of(project).value();
    }
}
