package dev.attune.feedback.rater;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Verdict;

/**
 * What a rater is told of the own care in a project.
 *
 * @param state {@link RaterState#HINTED} or {@link RaterState#WARNED}, or fine where nothing is to be told; the shadow is not told
 * @param step the step to be marked as seen, or answered; absent where nothing was ever said
 * @param noticed what was noticed, the weightiest first
 * @param reason what the person wrote who took the step; absent where the service did
 * @param examples ratings that show what was noticed
 * @param checks own shares, once they rest on eight or more
 */
public record Notice(
        RaterState state,
        @Schema(nullable = true) @Nullable UUID step,
        List<SignalKind> noticed,
        @Schema(nullable = true) @Nullable String reason,
        List<Example> examples,
        @Schema(nullable = true) @Nullable Instant at,
        boolean seen,
        @Schema(nullable = true) @Nullable String answer,
        List<Signal> checks) {
    public Notice {
        noticed = List.copyOf(noticed);
        examples = List.copyOf(examples);
        checks = List.copyOf(checks);
    }

    /**
     * A rating that shows what was noticed.
     *
     * @param given the verdict, with the answers as they stood
     * @param expected what was known, or said before; absent where it is about something else
     * @param seconds how long it took
     */
    public record Example(
            SignalKind kind,
            List<Message> messages,
            String left,
            String right,
            Verdict given,
            @Schema(nullable = true) @Nullable Verdict expected,
            double seconds) {
        public Example {
            messages = List.copyOf(messages);
        }
    }
}
