package dev.attune.policy.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import dev.attune.contracts.event.Message;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.lm.generate.SamplingSettings;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.worker.folder.SampledAnswer;

/**
 * Prompts that a run does not learn from, answered now and then with the same seeds each time.
 *
 * @param reward that the run learns from
 * @param gold a reward that it never sees, if there is one: only then over-optimisation can be seen
 * @param every updates; the policy at the start and at the end is evaluated, too
 */
public record HeldOut(
        PromptSet prompts,
        RewardFunction reward,
        Optional<RewardFunction> gold,
        SamplingSettings sampling,
        int every,
        long seed) {

    /** The name under which an answer's parts hold its gold reward. */
    static final String GOLD = "gold";

    private static final int ANSWERS = 64;

    public HeldOut {
        if (every < 1) {
            throw new IllegalArgumentException("Held-out prompts are answered every 1 or more updates, not " + every);
        }
    }

    /** One answer to each prompt, in order. */
    List<SampledAnswer> answers(Sampler policy) {
        List<GenerationRequest> requests = IntStream.range(0, prompts.tokens().size())
                .mapToObj(i -> new GenerationRequest(prompts.tokens().get(i), Seeds.derive(seed, ANSWERS, i)))
                .toList();
        List<String> texts = new Generator(policy.model(), policy.adapter())
                .generate(requests, sampling).stream()
                        .map(answer -> policy.model().tokenizer().decode(answer.textTokens()))
                        .toList();
        List<List<Message>> asked = prompts.prompts();
        RewardFunction.Scores scores = reward.scored(asked, texts);
        Optional<float[]> golds = gold.map(function -> function.score(asked, texts));
        List<SampledAnswer> answers = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            answers.add(new SampledAnswer(
                    SampledAnswer.Source.HELD_OUT,
                    asked.get(i).getLast().content(),
                    texts.get(i),
                    scores.totals()[i],
                    parts(scores, golds, i)));
        }
        return answers;
    }

    private static Map<String, Double> parts(RewardFunction.Scores scores, Optional<float[]> golds, int answer) {
        Map<String, Double> parts = new TreeMap<>();
        scores.parts().forEach((name, values) -> parts.put(name, (double) values[answer]));
        golds.ifPresent(values -> parts.put(GOLD, (double) values[answer]));
        return parts;
    }
}
