package dev.attune.contracts.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;

/**
 * One answer that people may rate, and what made it.
 *
 * @param finishReason {@code stop} when the model ended the answer, {@code length} when it was cut
 * @param images that belong to the answer
 * @param edit of an answer that a person wrote or corrected; absent where a model made it
 */
public record Candidate(
        String candidateId,
        String text,
        String checkpointId,
        Sampling sampling,
        String finishReason,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Message.Image> images,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Edit edit) {

    /** What stands for the checkpoint where a person wrote the answer. */
    public static final String PERSON = "person";

    @JsonCreator
    public Candidate {
        Require.text(candidateId, "candidateId");
        Require.present(text, "text");
        Require.text(checkpointId, "checkpointId");
        Require.present(sampling, "sampling");
        Require.text(finishReason, "finishReason");
        images = Require.copy(images);
    }

    /** An answer that a model made, of text alone. */
    public Candidate(String candidateId, String text, String checkpointId, Sampling sampling, String finishReason) {
        this(candidateId, text, checkpointId, sampling, finishReason, List.of(), null);
    }

    /** What a person wrote: no model sampled it. */
    public static Candidate written(String candidateId, String text, Edit edit) {
        return new Candidate(candidateId, text, PERSON, new Sampling(0, 1, 0, 1, 0), "stop", List.of(), edit);
    }

    /**
     * That a person wrote an answer.
     *
     * @param by pseudonym of the person
     * @param of the candidate that was corrected; absent where the answer was written from nothing
     */
    public record Edit(
            String by,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String of) {
        public Edit {
            Require.text(by, "by");
        }
    }

    /**
     * How a text was sampled.
     *
     * @param temperature 0 means greedy
     * @param topP nucleus probability, 1 for all
     * @param topK 0 for all
     */
    public record Sampling(double temperature, double topP, int topK, int maxNewTokens, long seed) {
        public Sampling {
            Require.that(temperature >= 0, "temperature must not be negative but is " + temperature);
            Require.that(topP > 0 && topP <= 1, "topP must lie in (0, 1] but is " + topP);
            Require.that(topK >= 0, "topK must not be negative but is " + topK);
            Require.that(maxNewTokens > 0, "maxNewTokens must be positive but is " + maxNewTokens);
        }
    }
}
