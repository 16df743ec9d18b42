package dev.attune.inference;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.FreshCandidatesWanted;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.part.Split;

/**
 * Answers that a prompt wants.
 *
 * @param requestId who asked for certain checkpoints; absent: the prompt itself asks
 * @param checkpointIds which checkpoint gives each answer; none: whichever are newest
 * @param answers how many are wanted, at least one
 */
public record CandidateOrder(
        String promptId,
        @Nullable String requestId,
        String projectId,
        List<Message> prompt,
        List<String> checkpointIds,
        int answers) {
    public CandidateOrder {
        prompt = List.copyOf(prompt);
        checkpointIds = List.copyOf(checkpointIds);
    }

    /** What an event orders; a prompt that is held out is answered only for somebody who names checkpoints. */
    public static Optional<CandidateOrder> of(Event event) {
        return switch (event) {
            case PromptAdded added
            when added.split() == Split.TRAIN && added.wanted() > 0 ->
                Optional.of(new CandidateOrder(
                        added.promptId(), null, added.projectId(), added.prompt(), List.of(), added.wanted()));
            case FreshCandidatesWanted wanted ->
                Optional.of(new CandidateOrder(
                        wanted.promptId(),
                        wanted.requestId(),
                        wanted.projectId(),
                        wanted.prompt(),
                        wanted.checkpointIds(),
                        wanted.checkpointIds().size()));
            default -> Optional.empty();
        };
    }

    /** Another one for each wish of a prompt: what is asked twice is answered once. */
    public String id() {
        return requestId == null ? promptId : promptId + "/" + requestId;
    }
}
