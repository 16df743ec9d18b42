package dev.attune.inference.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.attune.inference.config.CandidateConfig;
import dev.attune.inference.model.ModelLease;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.SamplingSettings;

/** Samples the answers of many prompts, those of one checkpoint together; equal answers are sampled again. */
final class AnswerSampler {

    /** After so many more attempts equal answers are left as they are: whoever collects ratings decides about them. */
    private static final int MORE_ATTEMPTS = 3;

    private final CandidateConfig config;
    private final SamplingSettings settings;

    AnswerSampler(CandidateConfig config) {
        this.config = config;
        this.settings = SamplingSettings.sampling(config.temperature(), config.maxNewTokens())
                .withTopP(config.topP());
    }

    void sample(List<AnswersInProgress> prompts) {
        sampleAnswers(
                prompts.stream().flatMap(prompt -> prompt.answers().stream()).toList());
        for (int attempt = 0; attempt < MORE_ATTEMPTS; attempt++) {
            List<AnswerInProgress> again = prompts.stream()
                    .flatMap(prompt -> prompt.repeated().stream())
                    .toList();
            if (again.isEmpty()) {
                return;
            }
            again.forEach(AnswerInProgress::nextAttempt);
            sampleAnswers(again);
        }
    }

    private void sampleAnswers(List<AnswerInProgress> answers) {
        Map<ModelLease, List<AnswerInProgress>> byModel = new LinkedHashMap<>();
        answers.forEach(answer ->
                byModel.computeIfAbsent(answer.lease(), _ -> new ArrayList<>()).add(answer));
        byModel.forEach((lease, all) -> {
            List<Generation> made =
                    lease.candidates(all.stream().map(AnswerInProgress::request).toList(), settings, config.rows());
            for (int i = 0; i < all.size(); i++) {
                all.get(i).sampled(made.get(i));
            }
        });
    }
}
