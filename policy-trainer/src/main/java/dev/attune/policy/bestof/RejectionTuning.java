package dev.attune.policy.bestof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.bestof.RejectionConfig;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.ground.RewardFunction;
import dev.attune.policy.rollout.PromptSet;
import dev.attune.policy.supervised.SupervisedTuning;
import dev.attune.policy.supervised.TuningFolder;
import dev.attune.policy.supervised.TuningStep;
import dev.attune.reward.tune.Tunables;

/**
 * Rejection-sampling fine-tuning (Dong et al. 2023, RAFT; Touvron et al. 2023, section 3.2.3), from top to bottom: the baseline
 * of every method that learns from a reward.
 *
 * <p>Conventions:
 *
 * <ul>
 *   <li>One round: the answers are those of the policy that the run is given, and the tuning begins at its base.
 *   <li>One answer for each prompt, the first of those with the highest reward; {@code keepShare} keeps the prompts with the
 *       highest rewards, in the order of the file.
 *   <li>An answer that cannot be scored does not compete; a prompt without a scored answer is left out.
 *   <li>Drawn answers are kept in a file, so that a resumed run learns from the same ones without drawing again.
 * </ul>
 *
 * <p>Left out: several rounds (give the result as the model of the next), and weighting answers by their rewards.
 *
 * @param progress hears how many prompts are answered
 */
public record RejectionTuning(
        RejectionConfig config, LanguageModel model, RewardFunction reward, IntConsumer progress) {

    /**
     * What a run came to.
     *
     * @param best answer to each prompt that has one
     * @param learned answers that were learned
     */
    public record Outcome(List<BestAnswer> best, int learned, SupervisedTuning.Outcome tuning) {}

    /**
     * Draws, chooses and trains.
     *
     * @param sampler adapter of the policy that answers, or none
     * @param answers file of the best answers, which is read instead of drawing where the run is resumed and it is there
     * @param resume whether it is
     * @param folder keeps the tuning's states
     * @param steps hears of every optimiser step
     * @throws AttuneException {@code no-prompts}, {@code no-room}, {@code nothing-scored}, and what {@link SupervisedTuning} throws
     */
    public Outcome run(
            List<List<Message>> prompts,
            Adapter sampler,
            Path answers,
            boolean resume,
            TuningFolder folder,
            TuningStep.Sink steps) {
        // 1. The best of n answers to each prompt.
        List<BestAnswer> best =
                BestAnswers.read(answers).filter(kept -> resume).orElseGet(() -> draw(prompts, sampler, answers));

        // 2. The prompts with the highest rewards.
        List<Demonstration> demonstrations =
                chosen(best).stream().map(RejectionTuning::demonstration).toList();

        // 3. Learn to answer like that.
        SupervisedTuning tuning = new SupervisedTuning(model, config.tuning(), steps);
        return new Outcome(best, demonstrations.size(), tuning.train(demonstrations, List.of(), Optional.of(folder)));
    }

    private List<BestAnswer> draw(List<List<Message>> prompts, Adapter sampler, Path answers) {
        PromptSet set =
                PromptSet.of(model, prompts, config.sampling().sampling().maxPromptTokens());
        set.requireRoom(model, sampler);
        requireRoomToLearn(set);
        List<BestAnswer> best = new BestOfN(config.sampling(), model, sampler, reward)
                .draw(set, progress).stream().flatMap(Optional::stream).toList();
        if (best.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "nothing-scored",
                    "The reward could score no answer to any of " + prompts.size()
                            + " prompts, so there is nothing to learn from; check the reward and its prompts' fields.");
        }
        BestAnswers.write(best, answers);
        return best;
    }

    /** Answers that could not be learned beside virtual tokens must not be drawn first. */
    private void requireRoomToLearn(PromptSet set) {
        int places = Tunables.of(config.tuning().training().tuning(), model).places();
        int answer = config.sampling().sampling().maxNewTokens();
        int longest = Math.min(set.longest() + answer, model.config().maximumPositions());
        Tunables.requireRoom(places, model, longest, "prompt with its answer");
    }

    /** In their order. */
    private List<BestAnswer> chosen(List<BestAnswer> best) {
        int count = (int) Math.ceil(config.keepShare() * best.size());
        List<BestAnswer> byReward = new ArrayList<>(best);
        byReward.sort(Comparator.comparingDouble(BestAnswer::reward).reversed());
        List<BestAnswer> kept = byReward.subList(0, count);
        return best.stream().filter(kept::contains).toList();
    }

    private static Demonstration demonstration(BestAnswer answer) {
        List<Message> conversation = new ArrayList<>(answer.prompt());
        conversation.add(Message.assistant(answer.answer()));
        return new Demonstration(conversation);
    }
}
