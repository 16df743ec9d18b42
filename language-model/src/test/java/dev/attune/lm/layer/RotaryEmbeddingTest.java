package dev.attune.lm.layer;

import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;

import dev.attune.lm.config.Architecture.Rotary;
import dev.attune.lm.config.RopeScaling;
import dev.attune.lm.config.TransformerConfig;
import dev.attune.lm.config.TransformerConfig.SpecialTokens;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class RotaryEmbeddingTest {
    private static final int HEAD = 8;
    private static final double THETA = 1e6;

    /** The tables begin shorter than the model's positions and grow with the texts. */
    @Test
    void turnsFarPositionsAfterNearOnes() {
        try (NDManager manager = Memory.newManager()) {
            RotaryEmbedding rotary = rotary(manager, new Rotary(THETA, HEAD, new RopeScaling.None()), 40_000);
            assertTurn(rotary, manager, HEAD, 3, 8191);
            assertTurn(rotary, manager, HEAD, 8192, 20_000, 39_999);
            assertTurn(rotary, manager, HEAD, 7);
        }
    }

    @Test
    void leavesTheRestOfAHeadAsItIs() {
        try (NDManager manager = Memory.newManager()) {
            RotaryEmbedding rotary = rotary(manager, new Rotary(THETA, 4, new RopeScaling.None()), 64);
            assertTurn(rotary, manager, 4, 0, 1, 63);
        }
    }

    private static RotaryEmbedding rotary(NDManager manager, Rotary kind, int positions) {
        TransformerConfig config = new TransformerConfig(
                "llama", HEAD, 1, 1, 1, HEAD, 8, 8, positions, THETA, 1e-5, true, new SpecialTokens(0, List.of(), 0));
        return new RotaryEmbedding(manager, config, kind, Dtype.FLOAT32);
    }

    /** Pair i of the first {@code size} numbers is turned by position / theta^(2i/size), worked out in double. */
    private static void assertTurn(RotaryEmbedding rotary, NDManager manager, int size, long... positions) {
        float[] head = {1, 2, 3, 4, 5, 6, 7, 8};
        try (NDManager step = manager.newSubManager()) {
            NDArray x = step.create(head, new Shape(1, 1, 1, HEAD)).repeat(1, positions.length);
            NDArray places = step.create(positions, new Shape(1, positions.length));
            float[] turned = rotary.turn(x, rotary.at(places)).toFloatArray();
            for (int row = 0; row < positions.length; row++) {
                for (int i = 0; i < HEAD; i++) {
                    int pair = i % (size / 2);
                    double angle = i < size ? positions[row] / Math.pow(THETA, 2.0 * pair / size) : 0;
                    double partner = i >= size ? 0 : i < size / 2 ? -head[i + size / 2] : head[i - size / 2];
                    double expected = head[i] * Math.cos(angle) + partner * Math.sin(angle);
                    // an angle of 40,000 has 8 bits behind the point in float32
                    assertThat((double) turned[row * HEAD + i]).isCloseTo(expected, within(0.03));
                }
            }
        }
    }
}
