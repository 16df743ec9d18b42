package dev.attune.policy.ppo;

import java.util.List;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.ppo.PpoValue;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.Conversations;
import dev.attune.policy.model.Ancestry;
import dev.attune.policy.model.PolicyStart;
import dev.attune.reward.score.RewardModelDescription;

/** What a run refuses before it trains: settings that contradict each other or its start, each in one sentence. */
final class PpoChecks {

    private PpoChecks() {}

    /** @throws AttuneException {@code contradictory-settings}, {@code other-tokenizer} or {@code not-an-ancestor} */
    static void requireConsistent(PpoConfig config, PolicyStart start) {
        boolean full = config.policy().tuning().trainsAll();
        require(
                !full || start.parent().isEmpty(),
                "Setting tuning.method is full, but the run continues an adapter; set it to lora, or merge the adapter into"
                        + " a model and begin with that.");
        require(
                !full || start.reference().isEmpty(),
                "Setting tuning.method is full, whose reference is a frozen copy of the model that the run begins with;"
                        + " give no other reference.");
        requireMix(config, start);
        if (config.details().value().model() == PpoValue.Model.SEPARATE
                && start.rewardModel().isPresent()) {
            requireSameTokenizer(start);
        }
        if (start.reference().isPresent()) {
            require(
                    start.parent().isPresent(),
                    "Setting reference is " + start.reference().get()
                            + ", but the run begins with a model that continues no adapter; give the adapter as the model,"
                            + " or no reference.");
            Ancestry.require(start.reference().get(), start.parent().orElseThrow());
        }
    }

    /**
     * Refuses a prompt that the model cannot take in and that maxPromptTokens would let through.
     *
     * @throws AttuneException {@code prompt-too-long}
     */
    static void requirePromptsFit(PpoConfig config, LanguageModel model, List<List<Message>> prompts) {
        int context = model.config().maximumPositions();
        if (config.sampling().maxPromptTokens() < context) {
            return;
        }
        for (int i = 0; i < prompts.size(); i++) {
            int tokens = tokens(model, prompts.get(i));
            if (tokens >= context && tokens <= config.sampling().maxPromptTokens()) {
                throw new AttuneException(
                        "prompt-too-long",
                        ErrorCategory.CALLER,
                        "Prompt " + (i + 1) + " has " + tokens + " tokens, but the model's context is " + context
                                + "; set maxPromptTokens to at most " + (context - 1) + " to leave such prompts out.");
            }
        }
    }

    /** 0 for a prompt that the template refuses: {@code PromptSet} leaves it out and says so. */
    private static int tokens(LanguageModel model, List<Message> prompt) {
        try {
            return model.promptTokens(Conversations.forModel(prompt)).length;
        } catch (CheckpointException refused) {
            return 0;
        }
    }

    private static void requireMix(PpoConfig config, PolicyStart start) {
        boolean mixed = config.details().pretraining().coefficient() > 0;
        require(
                !mixed || !start.demonstrations().isEmpty(),
                "Setting pretraining.coefficient is "
                        + config.details().pretraining().coefficient()
                        + ", but there are no demonstrations; give a file of them, or set it to 0.");
        require(
                mixed || start.demonstrations().isEmpty(),
                "Demonstrations are given, but setting pretraining.coefficient is 0, so nothing would learn from them;"
                        + " set it above 0, or give no file.");
    }

    private static void requireSameTokenizer(PolicyStart start) {
        String expected =
                RewardModelDescription.read(start.rewardModel().orElseThrow()).tokenizerSha256();
        String actual = start.model().tokenizer().sha256();
        if (!actual.equals(expected)) {
            throw new AttuneException(
                    "other-tokenizer",
                    ErrorCategory.CALLER,
                    "Setting value.model is separate, but the reward model that it would begin as has the tokenizer "
                            + expected + " and the policy has " + actual + "; use one of the same base, or set it to"
                            + " head.");
        }
    }

    private static void require(boolean consistent, String sentence) {
        if (!consistent) {
            throw new AttuneException("contradictory-settings", ErrorCategory.CALLER, sentence);
        }
    }
}
