package dev.attune.inference.service;

import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.Candidate.Sampling;
import dev.attune.inference.Seeds;
import dev.attune.inference.config.CandidateConfig;
import dev.attune.inference.model.ModelLease;
import dev.attune.lm.generate.FinishReason;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;

/** One of the answers of a prompt while it is sampled, perhaps several times. */
final class AnswerInProgress {

    private final String order;
    private final int answer;
    private final ModelLease lease;
    private final int[] promptTokens;
    private int attempt;
    private String text = "";
    private FinishReason finish = FinishReason.LENGTH;

    AnswerInProgress(String order, int answer, ModelLease lease, int[] promptTokens) {
        this.order = order;
        this.answer = answer;
        this.lease = lease;
        this.promptTokens = promptTokens;
    }

    ModelLease lease() {
        return lease;
    }

    String text() {
        return text;
    }

    GenerationRequest request() {
        return new GenerationRequest(promptTokens, seed());
    }

    void sampled(Generation generation) {
        text = lease.tokenizer().decode(generation.textTokens());
        finish = generation.finish();
    }

    void nextAttempt() {
        attempt++;
    }

    Candidate candidate(CandidateConfig config) {
        Sampling sampling = new Sampling(config.temperature(), config.topP(), 0, config.maxNewTokens(), seed());
        String reason = switch (finish) {
            case END, STOP -> "stop";
            case LENGTH, CANCELLED -> "length";
        };
        return new Candidate(order + "/" + answer, text, lease.checkpointId(), sampling, reason);
    }

    private long seed() {
        return Seeds.of(order, answer, attempt);
    }
}
