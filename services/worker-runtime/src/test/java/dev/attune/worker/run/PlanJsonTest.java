package dev.attune.worker.run;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.settings.EvaluationConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PlanJsonTest {

    private static final EvaluationConfig DEFAULTS = EvaluationConfig.defaults();

    @Test
    void settingsAreReadBackAndNewerOnesHaveTheirDefaults() {
        Map<String, String> details = new HashMap<>();
        PlanJson.writeSettings(new EvaluationConfig(3, 4, 0.5, 9), details);
        assertThat(PlanJson.settings(details, DEFAULTS)).isEqualTo(new EvaluationConfig(3, 4, 0.5, 9));
        assertThat(PlanJson.settings(Map.of("configuration", "{\"prompts\":3}"), DEFAULTS))
                .isEqualTo(new EvaluationConfig(3, DEFAULTS.maxNewTokens(), DEFAULTS.temperature(), DEFAULTS.seed()));
    }

    @Test
    void settingsThatAreGoneOrNoJsonAreNamed() {
        assertThatThrownBy(() -> PlanJson.settings(Map.of("configuration", "{\"gone\":3}"), DEFAULTS))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining("gone");
        assertThatThrownBy(() -> PlanJson.settings(Map.of("configuration", "{"), DEFAULTS))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aRunsIdFollowsFromItsContent() {
        assertThat(PlanJson.runId("ppo", List.of("a", 1)))
                .isEqualTo("ppo-135f17a475a61afd")
                .isNotEqualTo(PlanJson.runId("ppo", List.of("a", 2)));
    }
}
