package dev.attune.feedback.service.live;

import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.scheduler.Scheduled;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.feedback.config.LiveConfig;
import dev.attune.feedback.store.live.ExchangeStore;
import dev.attune.service.database.SmallBatches;

/** What was served, so that who was served can react. Only what a reaction needs is kept: never a text. */
@ApplicationScoped
public class ServedAnswers {

    private final ExchangeStore store;
    private final LiveConfig config;

    ServedAnswers(ExchangeStore store, LiveConfig config) {
        this.store = store;
        this.config = config;
    }

    /** Keeps it; a second delivery changes nothing. */
    @Transactional
    public void enter(ExchangeEnded exchange) {
        UUID account = id(exchange.account());
        if (account != null) {
            store.put(withoutTexts(exchange), account, id(exchange.projectId()));
        }
    }

    private static ExchangeEnded withoutTexts(ExchangeEnded exchange) {
        return new ExchangeEnded(
                exchange.completionId(),
                exchange.channel(),
                exchange.assignment(),
                exchange.checkpointId(),
                exchange.account(),
                exchange.subject(),
                exchange.projectId(),
                exchange.finish(),
                exchange.latencyMillis(),
                exchange.promptTokens(),
                exchange.completionTokens(),
                exchange.blank(),
                null,
                exchange.at());
    }

    /** Null for what is none of this service's ids. */
    static @Nullable UUID id(@Nullable String text) {
        return Optional.ofNullable(text)
                .filter(said -> said.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .map(UUID::fromString)
                .orElse(null);
    }

    @Scheduled(every = "1h", delayed = "11m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        SmallBatches.forget(limit -> store.forget(config.keep(), limit));
    }
}
