package dev.attune.contracts.event;

import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/** On {@code attune.demonstrations}, keyed by demonstration: the latest record of each says whether it holds. */
public sealed interface DemonstrationEvent extends Event {

    String demonstrationId();

    @Override
    default String key() {
        return demonstrationId();
    }

    /**
     * A person wrote an answer as it should be, from nothing or by correcting one; what has no note here means what it does
     * in a {@link Rating}.
     *
     * @param demonstrationId the rating with which it was given
     * @param answer says in its {@code edit} who wrote it, and which answer it corrects
     */
    record DemonstrationGiven(
            String demonstrationId,
            String itemId,
            String projectId,
            String promptId,
            List<Message> prompt,
            Candidate answer,
            String annotator,
            @Nullable String leaseId,
            long dwellMillis,
            String source,
            Instant givenAt,
            @Nullable String comment,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer guidelinesVersion)
            implements DemonstrationEvent {
        public DemonstrationGiven {
            Require.text(demonstrationId, "demonstrationId");
            Require.text(itemId, "itemId");
            Names.require(projectId, "projectId");
            Require.text(promptId, "promptId");
            prompt = Require.copy(prompt);
            Require.that(!prompt.isEmpty(), "prompt has no message");
            Require.present(answer, "answer");
            Require.text(answer.text(), "answer.text");
            Require.text(annotator, "annotator");
            Require.text(source, "source");
            Require.present(givenAt, "givenAt");
            Require.that(comment == null || !comment.isBlank(), "comment is blank; leave it out");
        }
    }

    /** The demonstration holds no more: it was taken back. */
    record DemonstrationRetracted(String demonstrationId, String reason) implements DemonstrationEvent {
        public DemonstrationRetracted {
            Require.text(demonstrationId, "demonstrationId");
            Require.text(reason, "reason");
        }
    }
}
