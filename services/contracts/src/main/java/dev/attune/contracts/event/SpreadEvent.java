package dev.attune.contracts.event;

import java.util.List;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/** On {@code attune.spreads}, keyed by prompt. */
public sealed interface SpreadEvent extends Event {

    /**
     * What each head of a reward model thinks of the answers to a prompt: where heads disagree, people have not told yet what to think. Replaces
     * what was said of the prompt before.
     *
     * @param checkpointId the reward model
     */
    record SpreadMeasured(String promptId, String projectId, String checkpointId, List<HeadScores> answers)
            implements SpreadEvent {
        public SpreadMeasured {
            Require.text(promptId, "promptId");
            Names.require(projectId, "projectId");
            Require.text(checkpointId, "checkpointId");
            answers = Require.copy(answers);
            Require.that(!answers.isEmpty(), "answers is empty");
            int heads = answers.getFirst().scores().size();
            Require.that(
                    answers.stream().allMatch(answer -> answer.scores().size() == heads),
                    "answers must have a score of each head");
        }

        @Override
        public String key() {
            return promptId;
        }
    }

    /**
     * An answer's score by each head, in the same order for all answers: raw, so that a difference is the logit of one being preferred.
     *
     * @param scores of at least two heads
     */
    record HeadScores(String candidateId, List<Double> scores) {
        public HeadScores {
            Require.text(candidateId, "candidateId");
            scores = Require.copy(scores);
            Require.that(scores.size() >= 2, "scores needs at least two heads but has " + scores.size());
            Require.that(scores.stream().allMatch(Double::isFinite), "a score is no finite number");
        }
    }
}
