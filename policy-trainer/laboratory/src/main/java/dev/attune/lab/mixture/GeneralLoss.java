package dev.attune.lab.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;

import dev.attune.contracts.event.Message;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.ground.Conversations;

/**
 * What a model has kept of its general ability: the loss on demonstrations that nothing was tuned on.
 *
 * @param key digest of all that it depends on
 * @param losses of each answer, in nats a token
 */
record GeneralLoss(String key, List<Double> losses) {

    private static final int MOST_ANSWER_TOKENS = 256;

    GeneralLoss {
        losses = List.copyOf(losses);
    }

    /** The demonstrations that a mixture holds out. */
    static List<List<Message>> demonstrations(MixtureData data) {
        List<List<Message>> all = new ArrayList<>();
        for (SourceData source : data.training()) {
            TaskTemplate template = source.source().templates().getFirst();
            source.heldOut()
                    .forEach(example -> all.add(
                            Asked.conversation(source.source(), template, example, List.of(), new Random(0), true)));
        }
        return all;
    }

    static GeneralLoss of(String key, MeasuredModel model, List<List<Message>> demonstrations) {
        return new GeneralLoss(
                key, demonstrations.stream().map(one -> loss(model, one)).toList());
    }

    private static double loss(MeasuredModel model, List<Message> demonstration) {
        var asked = Conversations.forModel(demonstration.subList(0, demonstration.size() - 1));
        int most = model.model().config().maximumPositions() - model.adapter().places();
        int[] whole =
                model.model().dialogue().answer(asked, demonstration.getLast().content());
        int[] answer = Arrays.copyOf(whole, Math.min(whole.length, MOST_ANSWER_TOKENS));
        int[] tokens = model.model().promptTokens(asked);
        int[] prompt = Arrays.copyOfRange(
                tokens, Math.max(0, tokens.length + answer.length - most), tokens.length); // the end of a long one
        try (NDManager step = model.model().newStep();
                var recording = Autograd.off()) {
            AnswerBatch batch = AnswerBatch.of(step, List.of(prompt), List.of(answer));
            var transformer = model.model().transformer();
            NDArray states = batch.predictingStates(transformer.hiddenStates(batch.batch(), model.adapter()));
            return CausalLoss.sum(transformer.with(model.adapter()), states, batch.targets()) / answer.length;
        }
    }
}
