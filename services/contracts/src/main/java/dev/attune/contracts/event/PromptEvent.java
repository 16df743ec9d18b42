package dev.attune.contracts.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.name.Names;

/** On {@code attune.prompts}, keyed by prompt. */
public sealed interface PromptEvent extends Event {

    /** Answers of one prompt. */
    int MOST_ANSWERS = 8;

    /**
     * A prompt wants answers rated.
     *
     * @param prompt the conversation so far; the last turn is not the assistant's
     * @param answers how many are wanted, 0 where people write them; absent: two
     */
    record PromptAdded(
            String promptId,
            String projectId,
            List<Message> prompt,
            Split split,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Integer answers)
            implements PromptEvent {

        /** A prompt that wants two answers. */
        public PromptAdded(String promptId, String projectId, List<Message> prompt, Split split) {
            this(promptId, projectId, prompt, split, null);
        }

        /** How many answers are wanted. */
        public int wanted() {
            return answers == null ? 2 : answers;
        }

        @JsonCreator
        public PromptAdded {
            Require.text(promptId, "promptId");
            Names.require(projectId, "projectId");
            prompt = Require.copy(prompt);
            Require.that(!prompt.isEmpty(), "prompt has no message");
            Require.present(split, "split");
            Require.that(
                    answers == null || answers == 0 || (answers >= 2 && answers <= MOST_ANSWERS),
                    "answers must be 0 or lie between 2 and " + MOST_ANSWERS + " but is " + answers);
        }

        @Override
        public String key() {
            return promptId;
        }
    }

    /** What fresh candidates are for. */
    enum Purpose implements Choice {
        /** Their ratings settle preferences that are learned from. */
        TRAINING,
        /** People judge two checkpoints by them; nothing is learned from their ratings. */
        ARENA
    }

    /**
     * A prompt wants answers of certain checkpoints, beside those that it has.
     *
     * @param requestId of this wish: what answers it names it
     * @param prompt the conversation so far; the last turn is not the assistant's
     * @param checkpointIds one for each answer that is wanted; one that is named twice is sampled twice
     * @param split of the prompt: one that is held out is answered, too, when it is asked for so
     */
    record FreshCandidatesWanted(
            String requestId,
            String promptId,
            String projectId,
            List<Message> prompt,
            List<String> checkpointIds,
            Split split,
            Purpose purpose)
            implements PromptEvent {
        public FreshCandidatesWanted {
            Names.require(requestId, "requestId");
            Require.text(promptId, "promptId");
            Names.require(projectId, "projectId");
            prompt = Require.copy(prompt);
            Require.that(!prompt.isEmpty(), "prompt has no message");
            checkpointIds = Names.each(checkpointIds, "checkpointIds");
            Require.that(
                    checkpointIds.size() >= 2 && checkpointIds.size() <= MOST_ANSWERS,
                    "checkpointIds must name between 2 and " + MOST_ANSWERS + " but names " + checkpointIds.size());
            Require.present(split, "split");
            Require.present(purpose, "purpose");
        }

        @Override
        public String key() {
            return promptId;
        }
    }
}
