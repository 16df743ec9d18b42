package dev.attune.feedback.service.webhook;

import java.time.Instant;

import dev.attune.contracts.json.Json;

/** The body of a message, in the shape that Standard Webhooks recommends: type, timestamp, data. */
final class WebhookBody {

    private WebhookBody() {}

    /** @param data JSON */
    static String of(String type, Instant happenedAt, String data) {
        return "{\"type\":" + Json.text(type) + ",\"timestamp\":" + Json.text(happenedAt) + ",\"data\":" + data + "}";
    }
}
