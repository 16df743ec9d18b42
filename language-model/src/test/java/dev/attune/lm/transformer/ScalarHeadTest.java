package dev.attune.lm.transformer;

import java.nio.file.Path;
import java.util.Map;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ScalarHeadTest {
    @Test
    void savedAndLoadedAgainIsTheSameWithItsRemarks(@TempDir Path directory) {
        try (NDManager manager = Memory.newManager()) {
            NDArray hidden = manager.randomNormal(new Shape(2, 3, 8));
            ScalarHead head = ScalarHead.random(manager, 8, 1);
            head.save(directory, Map.of("mean", "0.5"));
            ScalarHead again = ScalarHead.load(manager, directory, 8);
            assertThat(again.score(hidden).getShape()).isEqualTo(new Shape(2, 3));
            assertThat(again.score(hidden).toFloatArray())
                    .isEqualTo(head.score(hidden).toFloatArray());
            assertThat(ScalarHead.remarks(directory)).containsEntry("mean", "0.5");
        }
    }

    @Test
    void aZeroHeadSaysZero() {
        try (NDManager manager = Memory.newManager()) {
            assertThat(ScalarHead.zero(manager, 4)
                            .score(manager.ones(new Shape(3, 4)))
                            .toFloatArray())
                    .containsOnly(0f);
        }
    }
}
