package dev.attune.registry.messaging;

import java.nio.charset.StandardCharsets;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.common.annotation.Blocking;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;

import dev.attune.contracts.bus.EventTypes;
import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.FeedbackEvent.LiveFeedbackGiven;
import dev.attune.registry.service.canary.CanaryWatch;
import dev.attune.service.inbox.Inbox;

/** Follows what was served and what people said of it. Ratings of pairs are on the same topic, many, and passed over unread. */
@ApplicationScoped
class CanaryConsumer {

    private static final String TYPE = "ce_type";
    private static final Set<String> TYPES =
            Set.of(EventTypes.nameOf(ExchangeEnded.class), EventTypes.nameOf(LiveFeedbackGiven.class));

    private final Inbox inbox;
    private final CanaryWatch canaries;

    CanaryConsumer(Inbox inbox, CanaryWatch canaries) {
        this.inbox = inbox;
        this.canaries = canaries;
    }

    /** Acknowledged when it returns: the record has taken effect or is a dead letter. */
    @Incoming("exchanges")
    @Blocking
    void consume(ConsumerRecord<String, byte[]> record) throws InterruptedException {
        Header type = record.headers().lastHeader(TYPE);
        if (type != null && TYPES.contains(new String(type.value(), StandardCharsets.UTF_8))) {
            inbox.take(record, canaries::apply);
        }
    }
}
