package dev.attune.lm.adapt;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LoraTargetsTest {
    @Test
    void namesAreEndings() {
        LoraTargets targets = LoraTargets.of(List.of("q_proj", "layers.1.mlp.up_proj"));
        assertThat(targets.matches("model.layers.0.self_attn.q_proj")).isTrue();
        assertThat(targets.matches("model.layers.1.mlp.up_proj")).isTrue();
        assertThat(targets.matches("model.layers.0.mlp.up_proj")).isFalse();
    }

    @Test
    void aSingleEntryWithOtherCharactersIsARegularExpressionOverFullNames() {
        LoraTargets targets = LoraTargets.of(List.of("model\\.layers\\.2[0-9]\\..*"));
        assertThat(targets.matches("model.layers.20.self_attn.q_proj")).isTrue();
        assertThat(targets.matches("model.layers.19.self_attn.q_proj")).isFalse();
        assertThat(targets.matches("other.model.layers.20.self_attn.q_proj")).isFalse();
    }

    @Test
    void aWrongExpressionIsRefusedWithItsText() {
        assertThatThrownBy(() -> LoraTargets.of(List.of("layers.(1")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("layers.(1");
    }

    @Test
    void allLinearIsEveryLayer() {
        assertThat(LoraTargets.of(List.of("all-linear")).matches("transformer.h.0.attn.c_attn"))
                .isTrue();
        assertThatThrownBy(() -> LoraTargets.of(List.of("all-linear", "q_proj")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("all-linear");
    }

    @Test
    @Timeout(5)
    void anExpressionTakesTimeInProportionToTheName() {
        String name = "model.layers.0.self_attn.q_proj".repeat(50);
        assertThat(LoraTargets.of(List.of("([a-z._0-9]+)+!")).matches(name)).isFalse();
        assertThat(LoraTargets.of(List.of("((a|a?)+)+z")).matches("a".repeat(5000)))
                .isFalse();
    }

    @Test
    void theFirstPatternInOrderCounts() {
        Map<String, Integer> ranks = new LinkedHashMap<>();
        ranks.put("q_proj", 4);
        ranks.put("layers.0.self_attn.q_proj", 2);
        LoraConfig config =
                new LoraConfig(16, 16, new LoraTargets.AllLinear(), false, new LoraConfig.Exceptions(ranks, Map.of()));
        assertThat(config.rankOf("model.layers.0.self_attn.q_proj")).isEqualTo(4);
        assertThat(config.rankOf("model.layers.0.self_attn.k_proj")).isEqualTo(16);
    }
}
