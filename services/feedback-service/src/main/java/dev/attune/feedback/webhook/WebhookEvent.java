package dev.attune.feedback.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;

/** What a webhook may be told of. */
public enum WebhookEvent {
    RATING_GIVEN,
    RATING_REVISED,
    RATING_WITHDRAWN,
    RANKING_GIVEN,
    RANKING_REVISED,
    DEMONSTRATION_GIVEN,
    PREFERENCE_SETTLED,
    PREFERENCE_RETRACTED,
    PROJECT_CHANGED;

    /** Lower case with a dot, such as {@code rating.given}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '.');
    }

    /**
     * The event of a name.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when there is no such event
     */
    public static WebhookEvent of(String text) {
        return Arrays.stream(values())
                .filter(event -> event.text().equals(text))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_REQUEST.because("There is no event " + text + "; use "
                        + Arrays.stream(values()).map(WebhookEvent::text).collect(Collectors.joining(", ")) + "."));
    }
}
