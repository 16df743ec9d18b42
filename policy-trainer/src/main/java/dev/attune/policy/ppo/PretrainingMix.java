package dev.attune.policy.ppo;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import ai.djl.ndarray.NDManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.lm.batch.AnswerBatch;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.loss.CausalLoss;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.train.Checkpointing;
import dev.attune.lm.train.TrainingPass;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.data.LengthGroups;
import dev.attune.policy.ground.Conversations;
import dev.attune.policy.ground.Seeds;
import dev.attune.policy.model.PolicyModel;
import dev.attune.text.Omissions;

/** The demonstrations that PPO-ptx learns beside its own answers (Ouyang et al. 2022, equation 2). */
final class PretrainingMix {

    private static final Logger LOG = LoggerFactory.getLogger(PretrainingMix.class);
    private static final int DRAWS = 4;

    private final PpoConfig config;
    private final List<int[]> prompts = new ArrayList<>();
    private final List<int[]> answers = new ArrayList<>();

    /** Encodes the last answer of each demonstration after what comes before it; those beyond the context are left out. */
    PretrainingMix(PpoConfig config, LanguageModel model, List<Demonstration> demonstrations) {
        this.config = config;
        Omissions omissions = new Omissions("demonstrations");
        for (Demonstration demonstration : demonstrations) {
            try {
                add(model, demonstration, omissions);
            } catch (CheckpointException e) {
                omissions.leaveOut(demonstration.place(), Conversations.refusal(e));
            }
        }
        omissions.sentences().forEach(LOG::warn);
        if (!demonstrations.isEmpty() && prompts.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "nothing-to-learn",
                    "None of the " + demonstrations.size() + " demonstrations can be learned beside. "
                            + omissions.first());
        }
    }

    private void add(LanguageModel model, Demonstration demonstration, Omissions omissions) {
        List<Message> turns = demonstration.conversation();
        var before = Conversations.forModel(turns.subList(0, turns.size() - 1));
        int[] prompt = model.promptTokens(before);
        int[] answer = model.dialogue().answer(before, turns.getLast().content());
        int positions = model.config().maximumPositions();
        if (prompt.length > 0 && prompt.length + answer.length <= positions) {
            prompts.add(prompt);
            answers.add(answer);
        } else {
            omissions.leaveOut(
                    demonstration.place(),
                    "it has " + (prompt.length + answer.length) + " tokens, the model " + positions + " positions");
        }
    }

    /**
     * Adds the gradient of {@code coefficient} times the mean cross-entropy per answer token of the demonstrations of one
     * optimiser step, which follow from the seed and the step's place.
     *
     * @return the mean cross-entropy in nats
     */
    double backward(PolicyModel policy, int update, int step) {
        Random random = new Random(Seeds.derive(config.policy().seed(), DRAWS, update, step));
        List<Integer> drawn = random.ints(config.details().pretraining().batch(), 0, answers.size())
                .boxed()
                .toList();
        double tokens = drawn.stream().mapToInt(i -> answers.get(i).length).sum();
        double sum = 0;
        for (List<Integer> group : LengthGroups.of(drawn, i -> prompts.get(i).length + answers.get(i).length)) {
            sum += backward(policy, group, config.details().pretraining().coefficient() / tokens);
        }
        return sum / tokens;
    }

    private double backward(PolicyModel policy, List<Integer> rows, double scale) {
        LanguageModel model = policy.model();
        try (NDManager step = model.newStep();
                Autograd.Scope on = Autograd.on()) {
            AnswerBatch batch = AnswerBatch.of(
                    step,
                    rows.stream().map(prompts::get).toList(),
                    rows.stream().map(answers::get).toList());
            TrainingPass pass = model.transformer().trainingPass(batch.batch(), policy.adapter(), Checkpointing.OFF);
            double loss = CausalLoss.backward(
                    model.transformer().with(policy.adapter()),
                    batch.predictingStates(pass.hiddenStates()),
                    batch.targets(),
                    scale);
            pass.backward();
            return loss;
        }
    }
}
