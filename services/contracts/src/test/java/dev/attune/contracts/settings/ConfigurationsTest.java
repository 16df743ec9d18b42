package dev.attune.contracts.settings;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

class ConfigurationsTest {

    @Test
    void replacesWhatIsNamedAndKeepsTheRest() throws JsonProcessingException {
        PpoConfig config = Configurations.with(
                PpoConfig.defaults(), json("{\"updates\": 3, \"optimisation\": {\"learningRate\": 0.5}}"));

        assertThat(config.rounds().updates()).isEqualTo(3);
        assertThat(config.policy().optimisation().adam().learningRate()).isEqualTo(0.5);
        assertThat(config.policy().optimisation().adam().beta2()).isEqualTo(0.999);
        assertThat(config.objective().clipRange()).isEqualTo(0.2);
    }

    @Test
    void refusesAnUnknownSettingByName() {
        assertThatThrownBy(
                        () -> Configurations.with(PpoConfig.defaults(), json("{\"optimisation\": {\"learnRate\": 1}}")))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("unknown-setting"))
                .hasMessage("Setting optimisation.learnRate is unknown; remove or correct it.");
    }

    @Test
    void refusesAValueOutOfRangeByName() {
        assertThatThrownBy(() -> Configurations.with(PpoConfig.defaults(), json("{\"clipRange\": -1}")))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("bad-setting"))
                .hasMessageContaining("clipRange must be positive but is -1.0");
    }

    @Test
    void settingsThatAreAbsentByDefaultMayBeSet() throws JsonProcessingException {
        PpoConfig set = Configurations.with(
                PpoConfig.defaults(),
                json(
                        "{\"tuning\": {\"method\": \"soft-prompt\", \"virtualTokens\": 8, \"text\": \"Be kind.\", \"layers\": 2}}"));
        assertThat(set.policy().tuning().prompt().places()).isEqualTo(8);
        assertThat(set.policy().tuning().prompt().start()).isEqualTo(PromptTuning.Initialisation.TEXT);
        assertThat(set.policy().tuning().change().lastLayers()).isEqualTo(2);
        assertThatThrownBy(
                        () -> Configurations.with(PpoConfig.defaults(), json("{\"tuning\": {\"virtualTokens\": 0}}")))
                .hasMessageContaining("tuning.virtualTokens must be positive but is 0");
        assertThatThrownBy(() -> Configurations.with(PpoConfig.defaults(), json("{\"tuning\": {\"tokens\": 1}}")))
                .hasMessageContaining("tuning.tokens is unknown");
    }

    @Test
    void settingsOfLowRankTuningKeepTheirOrder() throws JsonProcessingException {
        LowRankTuning set = Configurations.with(
                        SupervisedTuningConfig.defaults(),
                        json(
                                "{\"tuning\": {\"rankPattern\": {\"q_proj\": 4, \"a.q_proj\": 2}, \"alphaPattern\": {\"v_proj\": 3},"
                                        + " \"tokenRows\": [3], \"savedModules\": [\"lm_head\"], \"bias\": \"adapted\","
                                        + " \"keepTied\": true}}"))
                .training()
                .tuning()
                .lowRank();
        assertThat(set.ranks()).containsExactly(entry("q_proj", 4), entry("a.q_proj", 2));
        assertThat(set.alphas()).containsExactly(entry("v_proj", 3.0));
        assertThat(set.rows()).containsExactly(3);
        assertThat(set.modules()).containsExactly("lm_head");
        assertThat(set.biases()).isEqualTo(LowRankTuning.Biases.ADAPTED);
        assertThat(set.keepsTied()).isTrue();
        assertRefused("{\"tuning\": {\"rankPattern\": {\"q_proj\": 0}}}", "must have positive ranks");
        assertRefused("{\"tuning\": {\"bias\": \"lora_only\"}}", "tuning.bias must be none, adapted or all");
        assertRefused(
                "{\"tuning\": {\"method\": \"prefix\", \"savedModules\": [\"lm_head\"]}}",
                "are of lora and dora, but tuning.method is prefix");
        assertRefused("{\"tuning\": {\"taskNames\": [\"a\", \"a\"]}}", "tuning.taskNames must be different names");
        assertRefused("{\"tuning\": {\"tasks\": 3, \"taskNames\": [\"a\"]}}", "tuning.tasks is 3");
    }

    private static void assertRefused(String settings, String sentence) {
        assertThatThrownBy(() -> Configurations.with(SupervisedTuningConfig.defaults(), json(settings)))
                .isInstanceOf(AttuneException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aChoiceIsItsNameAndNothingElse() {
        for (String other : List.of("0", "\"0\"", "1", "true", "\"\"", "\"LORA\"", "[\"lora\"]", "{}", "null")) {
            assertThatThrownBy(() -> Configurations.with(
                            PpoConfig.defaults(), json("{\"tuning\": {\"method\": " + other + "}}")))
                    .as(other)
                    .isInstanceOfSatisfying(
                            AttuneException.class, e -> assertThat(e.code()).isEqualTo("bad-setting"));
        }
        assertThatThrownBy(() -> Configurations.with(PpoConfig.defaults(), json("{\"tuning\": {\"method\": 1}}")))
                .hasMessage(
                        "tuning.method must be full, lora, dora, ia3, soft-prompt, p-tuning, prefix, multitask-prompt,"
                                + " adapter, bitfit, norms or last-layers but is 1");
    }

    @Test
    void aConfigurationOfAnOlderEventSmoothsNoLabels() throws JsonProcessingException {
        ObjectNode older = Json.MAPPER.valueToTree(RewardModelConfig.defaults());
        older.remove(List.of("labelSmoothing", "centring", "ties", "tieParameter", "rankings", "ensembleHeads"));

        assertThat(Json.MAPPER.treeToValue(older, RewardModelConfig.class)).isEqualTo(RewardModelConfig.defaults());
        assertThatThrownBy(() -> Configurations.with(RewardModelConfig.defaults(), json("{\"labelSmoothing\": 0.5}")))
                .hasMessageContaining("labelSmoothing must lie in [0, 0.5) but is 0.5");
    }

    @Test
    void ppoOfAnOlderEventHasTheDefaultsOfItsNewGroups() throws JsonProcessingException {
        ObjectNode older = Json.MAPPER.valueToTree(PpoConfig.defaults());
        older.remove(List.of("kl", "reward", "advantage", "loss", "value", "pretraining"));

        assertThat(Json.MAPPER.treeToValue(older, PpoConfig.class)).isEqualTo(PpoConfig.defaults());
    }

    @Test
    void contradictorySettingsOfPpoAreRefusedByName() {
        assertThatThrownBy(() -> ppo("{\"kl\": {\"horizon\": 10000}}"))
                .hasMessageContaining("kl.horizon is 10000")
                .hasMessageContaining("klTarget is 0");
        assertThatThrownBy(() -> ppo("{\"klTarget\": 6, \"klCoefficient\": 0}"))
                .hasMessageContaining("klTarget is 6.0, but klCoefficient is 0");
        assertThatThrownBy(() -> ppo("{\"updates\": 3, \"value\": {\"warmUpUpdates\": 3}}"))
                .hasMessageContaining("value.warmUpUpdates is 3 but updates is 3");
        assertThatThrownBy(() -> ppo("{\"loss\": {\"dualClip\": 0.9}}"))
                .hasMessageContaining("loss.dualClip must be above 1, or 0 for none, but is 0.9");
        assertThatThrownBy(() -> ppo("{\"kl\": {\"estimator\": \"k4\"}}"))
                .hasMessageContaining("kl.estimator must be k1, k2 or k3 but is k4");
    }

    private static PpoConfig ppo(String overrides) throws JsonProcessingException {
        return Configurations.with(PpoConfig.defaults(), json(overrides));
    }

    @Test
    void aTieParameterWithoutTiesIsRefused() {
        assertThatThrownBy(() -> Configurations.with(RewardModelConfig.defaults(), json("{\"tieParameter\": 0.5}")))
                .hasMessageContaining("set ties to davidson or remove tieParameter");
        assertThatThrownBy(() -> Configurations.with(RewardModelConfig.defaults(), json("{\"ties\": \"half\"}")))
                .hasMessageContaining("ties must be left-out or davidson but is half");
    }

    @Test
    void everyConfigurationRoundTripsThroughItsMap() {
        for (Object config : new Object[] {
            PpoConfig.defaults(),
            RewardModelConfig.defaults(),
            SupervisedTuningConfig.defaults(),
            EvaluationConfig.defaults()
        }) {
            JsonNode map = Json.MAPPER.valueToTree(Configurations.asMap(config));
            assertThat((Object) Json.MAPPER.convertValue(map, config.getClass()))
                    .isEqualTo(config);
        }
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return Json.MAPPER.readTree(text);
    }
}
