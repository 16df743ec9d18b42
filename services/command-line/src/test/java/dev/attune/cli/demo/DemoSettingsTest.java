package dev.attune.cli.demo;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.part.Split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DemoSettingsTest {

    private static final Path MODEL = Path.of("../../language-model/models/attune-tiny");

    @Test
    void theSeedReachesBothTrainingsAndTheEvaluation() throws IOException {
        DemoSettings settings = new DemoSettings(7, 100, 2, 0.1, 50, DemoSettings.ppo(7, 50));

        assertThat(settings.rewardModel().training().seed()).isEqualTo(7);
        assertThat(settings.rewardModel().data().minimumPreferences()).isEqualTo(100);
        assertThat(settings.rewardModel().objective().smoothing()).isEqualTo(0.1);
        assertThat(settings.ppo().policy().seed()).isEqualTo(7);
        assertThat(settings.ppo().policy().evaluation().seed()).isEqualTo(7);
        assertThat(settings.ppo().policy().evaluation().prompts()).isEqualTo(50);
    }

    @Test
    void refusesSettingsThatMakeNoSense() throws IOException {
        var ppo = DemoSettings.ppo(1, 50);

        assertThatThrownBy(() -> new DemoSettings(1, 100, 2, 0.5, 50, ppo))
                .hasMessage("--noise must lie in [0, 0.5) but is 0.5");
        assertThatThrownBy(() -> new DemoSettings(1, 10, 2, 0.1, 50, ppo)).hasMessageContaining("--ratings");
    }

    @Test
    void promptsOfOneSeedAreDrawnAgainInTheSameOrder() throws IOException {
        DemoPrompts prompts = DemoPrompts.read(MODEL.resolve("prompts.jsonl"));

        assertThat(prompts.draw(Split.TRAIN, 30, 3)).isEqualTo(prompts.draw(Split.TRAIN, 30, 3));
        assertThat(prompts.draw(Split.TRAIN, 30, 3)).isNotEqualTo(prompts.draw(Split.TRAIN, 30, 4));
        assertThat(prompts.draw(Split.HELD_OUT, 200, 1))
                .doesNotContainAnyElementsOf(prompts.draw(Split.TRAIN, 3600, 1));
        assertThat(prompts.draw(Split.TRAIN, 3600, 1)).doesNotHaveDuplicates();
        assertThatThrownBy(() -> prompts.draw(Split.HELD_OUT, 100_000, 1))
                .hasMessageContaining("are shipped, but 100000");
    }
}
