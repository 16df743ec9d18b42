package dev.attune.policy.command;

import java.util.List;

import picocli.CommandLine.Command;

import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;

/** {@code train kto}. */
@Command(
        name = "kto",
        description = "Tunes a model on answers that people found good or bad (KTO).",
        footer = {
            "",
            "Example: train kto --model language-model/models/attune-tiny --data preferences.jsonl --out policy",
            "         --set goodWeight=1.33"
        })
public final class KtoCommand extends PreferenceTuningCommand {

    @Override
    PreferenceTuningConfig defaults() {
        return PreferenceTuningConfig.defaults(PreferenceLoss.KTO);
    }

    @Override
    List<PreferenceLoss> losses() {
        return List.of(PreferenceLoss.KTO);
    }
}
