package dev.attune.lm.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.batch.Padding;
import dev.attune.lm.batch.TokenBatch;
import dev.attune.lm.checkpoint.GgufModel;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.gguf.GgufEdit;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.torch.Autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** GGUF files as llama.cpp writes them: in parts, and with wavelengths of their own. */
class GgufPartsTest {
    private static final Path GGUF = Reference.modelDirectory().resolveSibling("tiny.gguf");
    private static final String FACTORS = "rope_freqs.weight";

    @TempDir
    Path directory;

    @Test
    void aModelInPartsIsTheWholeModel() throws IOException {
        List<Path> parts = GgufEdit.of(GGUF).writeParts(directory, "tiny", 3);
        assertThat(logits(parts.getFirst())).isEqualTo(logits(GGUF));
        assertThat(logits(directory)).isEqualTo(logits(GGUF));
        Path imported = directory.resolve("imported");
        GgufModel.importInto(parts.getFirst(), imported);
        assertThat(logits(imported)).isEqualTo(logits(GGUF));
    }

    @Test
    void whatIsWrongWithPartsIsSaidInASentence() throws IOException {
        List<Path> parts = GgufEdit.of(GGUF).writeParts(directory, "tiny", 3);
        refused(parts.get(1), "is part 2 of 3: give the first part");
        Path renamed = Files.copy(parts.getFirst(), directory.resolve("renamed.gguf"));
        refused(renamed, "its name does not end with -00001-of-00003.gguf");
        Files.delete(parts.get(2));
        refused(parts.getFirst(), "part 3, tiny-00003-of-00003.gguf, is not beside it");
    }

    @Test
    void factorsOfOneChangeNothing() throws IOException {
        float[] ones = new float[pairs()];
        Arrays.fill(ones, 1);
        Path own = GgufEdit.of(GGUF).with(FACTORS, ones).write(directory.resolve("own.gguf"));
        assertThat(logits(own)).isEqualTo(logits(GGUF));
    }

    /** The same factor for all is what config.json calls linear. */
    @Test
    void aFactorForEachWavelengthStretchesIt() throws IOException {
        float[] twos = new float[pairs()];
        Arrays.fill(twos, 2);
        Path own = GgufEdit.of(GGUF).with(FACTORS, twos).write(directory.resolve("own.gguf"));
        Path linear = directory.resolve("linear");
        GgufModel.importInto(GGUF, linear);
        ObjectMapper json = new ObjectMapper();
        Path config = linear.resolve("config.json");
        ObjectNode changed = (ObjectNode) json.readTree(config.toFile());
        changed.putObject("rope_scaling").put("rope_type", "linear").put("factor", 2);
        json.writeValue(config.toFile(), changed);
        assertThat(logits(own)).isEqualTo(logits(linear)).isNotEqualTo(logits(GGUF));
        Path imported = directory.resolve("imported");
        GgufModel.importInto(own, imported);
        assertThat(logits(imported)).isEqualTo(logits(own));
    }

    @Test
    void tooFewFactorsAreRefused() throws IOException {
        Path own = GgufEdit.of(GGUF).with(FACTORS, 1).write(directory.resolve("own.gguf"));
        refused(own, "has 1 factors for the " + pairs() + " wavelengths");
    }

    private static int pairs() {
        try (LanguageModel model = LanguageModel.load(GGUF, LoadOptions.float32())) {
            return model.config().headSize() / 2;
        }
    }

    private static void refused(Path path, String sentence) {
        assertThatThrownBy(() -> LanguageModel.load(path, LoadOptions.float32()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining(sentence);
    }

    private static float[] logits(Path path) {
        try (LanguageModel model = LanguageModel.load(path, LoadOptions.float32());
                NDManager step = model.newStep();
                var recording = Autograd.off()) {
            TokenBatch batch = TokenBatch.of(step, List.of(Reference.sequences().get(1)), Padding.RIGHT);
            return model.transformer()
                    .logits(model.transformer().hiddenStates(batch, Adapter.NONE))
                    .toFloatArray();
        }
    }
}
