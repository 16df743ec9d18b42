package dev.attune.contracts.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.bestof.BestOfConfig;
import dev.attune.contracts.settings.bestof.RejectionConfig;
import dev.attune.contracts.settings.direct.OnlineDpoConfig;
import dev.attune.contracts.settings.direct.PreferenceTuningConfig;
import dev.attune.contracts.settings.group.GroupConfig;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.reward.RewardModelConfig;
import dev.attune.contracts.settings.supervised.SupervisedTuningConfig;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@code settings/defaults.txt} was written by the records of commit 910be49, whose fields were all flat and whose choices were
 * strings: run folders and events of that time are read, and read the same.
 */
class SettingsOnTheWireTest {

    /** The default of that time, of which other architectures had none; what a configuration says is still read as it is. */
    private static final String TARGETS_THEN =
            "\"targets\":[\"q_proj\",\"k_proj\",\"v_proj\",\"o_proj\",\"gate_proj\",\"up_proj\",\"down_proj\"]";

    private static final String TARGETS_NOW = "\"targets\":[\"all-linear\"]";

    private static final Map<String, Object> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put("PpoConfig.defaults", PpoConfig.defaults());
        DEFAULTS.put("GroupConfig.grpo", GroupConfig.grpo());
        DEFAULTS.put("GroupConfig.rloo", GroupConfig.rloo());
        DEFAULTS.put("GroupConfig.dapo", GroupConfig.dapo());
        DEFAULTS.put("GroupConfig.drGrpo", GroupConfig.drGrpo());
        DEFAULTS.put("OnlineDpoConfig.defaults", OnlineDpoConfig.defaults());
        DEFAULTS.put("PreferenceTuningConfig.defaults", PreferenceTuningConfig.defaults());
        DEFAULTS.put("SupervisedTuningConfig.defaults", SupervisedTuningConfig.defaults());
        DEFAULTS.put("RewardModelConfig.defaults", RewardModelConfig.defaults());
        DEFAULTS.put("BestOfConfig.defaults", BestOfConfig.defaults());
        DEFAULTS.put("RejectionConfig.defaults", RejectionConfig.defaults());
    }

    @Test
    void groupsAndChoicesAreWrittenAsFlatTextFieldsAndReadBack() throws IOException {
        Map<String, String> before = before();
        assertThat(before.keySet()).containsExactlyElementsOf(DEFAULTS.keySet());
        for (Map.Entry<String, Object> now : DEFAULTS.entrySet()) {
            String then = before.get(now.getKey());
            assertThat(Json.MAPPER.readTree(json(now.getValue())))
                    .as(now.getKey())
                    .isEqualTo(Json.MAPPER.readTree(then));
            assertThat((Object) Json.MAPPER.readValue(then, now.getValue().getClass()))
                    .as(now.getKey())
                    .isEqualTo(now.getValue());
        }
    }

    /** Ids of runs that nobody asked for follow from these bytes. */
    @Test
    void theBytesOfConfigurationsThatNameRunsAreTheSame() throws IOException {
        for (String name : new String[] {"PpoConfig.defaults", "RewardModelConfig.defaults"}) {
            assertThat(json(Objects.requireNonNull(DEFAULTS.get(name)))).isEqualTo(before().get(name));
        }
    }

    private static String json(Object value) throws JsonProcessingException {
        return Json.MAPPER.writeValueAsString(value);
    }

    private static Map<String, String> before() throws IOException {
        try (InputStream in = SettingsOnTheWireTest.class.getResourceAsStream("/settings/defaults.txt")) {
            String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
                    .replace(TARGETS_THEN, TARGETS_NOW);
            return Arrays.stream(text.split("\n"))
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toMap(
                            line -> line[0], line -> line[1], (first, second) -> first, LinkedHashMap::new));
        }
    }
}
