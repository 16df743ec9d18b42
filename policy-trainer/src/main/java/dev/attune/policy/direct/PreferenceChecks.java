package dev.attune.policy.direct;

import java.util.List;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.text.Omissions;

/** What tuning on preferences refuses, each in one sentence. */
final class PreferenceChecks {

    private PreferenceChecks() {}

    static void requireConsistent(PreferenceTuningConfig config, PreferenceTuning.Start start) {
        if (start.adapter().isPresent() && config.training().tuning().trainsAll()) {
            throw new AttuneException(
                    "unsupported-setting",
                    ErrorCategory.CALLER,
                    "Setting tuning.method is full, but the run continues an adapter; set it to lora, or merge the adapter"
                            + " into its base first.");
        }
    }

    static void requirePairs(PreferenceTuningConfig config, List<EncodedPair> training, int all, Omissions omissions) {
        if (training.isEmpty()) {
            throw new AttuneException(
                    "nothing-to-learn",
                    ErrorCategory.CALLER,
                    "Of " + all + " pairs none is left to train on: " + omissions.leftOut()
                            + " cannot be used, and heldOutShare ("
                            + config.batches().heldOutShare()
                            + ") keeps the others; change maxTokens ("
                            + config.batches().maxTokens()
                            + ") or heldOutShare, or give other preferences. " + omissions.first());
        }
    }

    /** KTO's reference point takes another pair's answers. */
    static void requireOthers(PreferenceTuningConfig config, List<EncodedPair> training, List<EncodedPair> heldOut) {
        if (config.objective().loss() == PreferenceLoss.KTO && (training.size() == 1 || heldOut.size() == 1)) {
            throw new AttuneException(
                    "too-few-pairs",
                    ErrorCategory.CALLER,
                    "Setting loss is kto, whose reference point needs at least two pairs to train on and to evaluate on, but"
                            + " there is only one; give more preferences, or set heldOutShare to 0.");
        }
    }

    static void requireFinite(double number, String what, int step) {
        if (!Double.isFinite(number)) {
            throw new AttuneException(
                    "not-finite",
                    ErrorCategory.CALLER,
                    "The " + what + " of step " + (step + 1) + " is " + number
                            + "; lower optimisation.learningRate or check the model.");
        }
    }
}
