package dev.attune.lm.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProductBatchTest {
    /** By MKL in one call, and without it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void eachProductHasItsOwnMatrices(boolean together) {
        ProductBatch batch = new ProductBatch(together);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = floats(arena, 1, 2, 3, 4); // two rows of two numbers
            MemorySegment a = floats(arena, 1, 0, 0, 1, 1, 1); // (3, 2)
            MemorySegment b = floats(arena, 5, 6, 7, 8); // (2, 2)
            MemorySegment out = arena.allocate(ValueLayout.JAVA_FLOAT, 8);
            batch.add(new ProductBatch.Kind(2, 3, 2, true, 2, 2, 3), x.address(), a.address(), out.address());
            batch.add(new ProductBatch.Kind(1, 2, 2, false, 2, 2, 2), x.address(), b.address(), out.address() + 24);
            batch.run();
            // x a^T = (1, 2, 3), (3, 4, 7); its first row times b = (5 + 14, 6 + 16)
            assertThat(out.toArray(ValueLayout.JAVA_FLOAT)).containsExactly(1, 2, 3, 3, 4, 7, 19, 22);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void itIsEmptyAfterEachRunAndGrows(boolean together) {
        ProductBatch batch = new ProductBatch(together);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = floats(arena, 2);
            MemorySegment out = arena.allocate(ValueLayout.JAVA_FLOAT, 300);
            for (int round = 0; round < 2; round++) {
                out.fill((byte) 0);
                for (int i = 0; i < 150 * (round + 1); i++) {
                    int n = 1 + i % 2; // kinds in turn
                    batch.add(
                            new ProductBatch.Kind(1, 1, 1, n == 1, 1, 1, 1),
                            x.address(),
                            x.address(),
                            out.address() + 4L * i);
                }
                batch.run();
                float[] results = out.toArray(ValueLayout.JAVA_FLOAT);
                for (int i = 0; i < results.length; i++) {
                    assertThat(results[i]).isEqualTo(i < 150 * (round + 1) ? 4 : 0);
                }
            }
            batch.run();
        }
    }

    private static MemorySegment floats(Arena arena, float... values) {
        return arena.allocateFrom(ValueLayout.JAVA_FLOAT, values);
    }
}
