package dev.attune.policy.command;

import java.util.List;

import picocli.CommandLine.Command;

import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;

/** {@code train orpo}. */
@Command(
        name = "orpo",
        description = "Tunes a model on preferences without a reference, by likelihood and odds ratio (ORPO).",
        footer = {
            "",
            "Example: train orpo --model language-model/models/attune-tiny --data preferences.jsonl --out policy",
            "         --set oddsWeight=0.2"
        })
public final class OrpoCommand extends PreferenceTuningCommand {

    @Override
    PreferenceTuningConfig defaults() {
        return PreferenceTuningConfig.defaults(PreferenceLoss.ORPO);
    }

    @Override
    List<PreferenceLoss> losses() {
        return List.of(PreferenceLoss.ORPO);
    }
}
