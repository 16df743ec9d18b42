package dev.attune.policy.command;

import java.util.List;

import picocli.CommandLine.Command;

import dev.attune.contracts.settings.direct.PreferenceLoss;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;

/** {@code train dpo}. */
@Command(
        name = "dpo",
        description = "Tunes a model directly on preferences (DPO, IPO and their kin).",
        footer = {
            "",
            "Example: train dpo --model language-model/models/attune-tiny --data preferences.jsonl --out policy",
            "         --set loss=ipo --set beta=0.2"
        })
public final class DpoCommand extends PreferenceTuningCommand {

    @Override
    PreferenceTuningConfig defaults() {
        return PreferenceTuningConfig.defaults();
    }

    @Override
    List<PreferenceLoss> losses() {
        return PreferenceLoss.PAIRWISE;
    }
}
