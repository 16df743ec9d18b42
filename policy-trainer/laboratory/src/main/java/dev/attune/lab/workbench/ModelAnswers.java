package dev.attune.lab.workbench;

import java.util.ArrayList;
import java.util.List;

import dev.attune.contracts.event.Message;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.generate.Generation;
import dev.attune.lm.generate.GenerationRequest;
import dev.attune.lm.generate.Generator;
import dev.attune.policy.ground.Conversations;

/** A model of ours. */
final class ModelAnswers implements Answerer {

    private final MeasuredModel model;
    private final AnswerSettings settings;

    ModelAnswers(MeasuredModel model, AnswerSettings settings) {
        this.model = model;
        this.settings = settings;
    }

    @Override
    public List<Answer> answer(List<List<Message>> conversations, long[] seeds) {
        Answer[] answers = new Answer[conversations.size()];
        List<GenerationRequest> requests = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        int most = model.model().config().maximumPositions();
        for (int i = 0; i < answers.length; i++) {
            try {
                int[] tokens = model.model().promptTokens(Conversations.forModel(conversations.get(i)));
                if (tokens.length >= most) {
                    answers[i] = Answer.failed(
                            "The prompt has " + tokens.length + " tokens, and the model takes " + most + ".", 0);
                } else {
                    requests.add(new GenerationRequest(tokens, settings.seed().orElse(seeds[i])));
                    places.add(i);
                }
            } catch (CheckpointException e) {
                answers[i] = Answer.failed(String.valueOf(e.getMessage()), 0);
            }
        }
        long began = System.nanoTime();
        List<Generation> generated = requests.isEmpty()
                ? List.of()
                : new Generator(model.model(), model.adapter()).generate(requests, settings.sampling());
        double millis = (System.nanoTime() - began) / 1e6 / Math.max(1, requests.size());
        for (int i = 0; i < generated.size(); i++) {
            answers[places.get(i)] = new Answer(
                    generated.get(i).text(model.model().tokenizer()), "", millis, perplexity(generated.get(i)));
        }
        return List.of(answers);
    }

    private static double perplexity(Generation answer) {
        double sum = 0;
        for (float log : answer.logProbabilities()) {
            sum -= log;
        }
        return answer.logProbabilities().length == 0 ? Double.NaN : Math.exp(sum / answer.logProbabilities().length);
    }
}
