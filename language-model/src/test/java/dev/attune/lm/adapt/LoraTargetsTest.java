package dev.attune.lm.adapt;

import java.util.List;

import org.junit.jupiter.api.Test;

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
}
