package dev.attune.platform.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.error.AttuneException;
import dev.attune.platform.testing.HandMadeModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelDirectoryTest {

    @TempDir
    Path folder;

    private Path weights;

    @BeforeEach
    void write() {
        weights = HandMadeModel.write(folder).resolve("model.safetensors");
    }

    @Test
    void saysWhatAWholeModelIs() {
        ModelDirectory model = ModelDirectory.read(folder, HandMadeModel::headers);
        assertThat(model.architecture()).isEqualTo("LlamaForCausalLM");
        assertThat(model.parameters()).isEqualTo(4);
        assertThat(model.numberTypes()).containsExactly("F32");
        assertThat(model.vocabulary()).isEqualTo(7);
    }

    @Test
    void whatIsWrongWithAFileIsSaidWithItsNameAndWhatToDo() {
        HeaderReader truncated = files -> List.of(new FileHeader(7, 0, List.of(), "has 7 bytes: it is truncated"));
        assertThatThrownBy(() -> ModelDirectory.read(folder, truncated))
                .isInstanceOf(AttuneException.class)
                .hasMessage(
                        "The model file " + weights + " has 7 bytes: it is truncated; pull or import the model again.");
    }

    @Test
    void severalFilesAreOneModel() throws IOException {
        Files.writeString(folder.resolve("model-2.gguf"), "12345");
        HeaderReader both = files -> List.of(
                new FileHeader(5, 10, List.of("Q8_0", "F32"), null), new FileHeader(20, 4, List.of("F32"), null));
        ModelDirectory model = ModelDirectory.read(folder, both);
        assertThat(model.parameters()).isEqualTo(14);
        assertThat(model.bytes()).isEqualTo(25);
        assertThat(model.numberTypes()).containsExactly("F32", "Q8_0");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("tokenizer.json"));
        assertThatThrownBy(() -> ModelDirectory.read(folder, HandMadeModel::headers))
                .hasMessageContaining("tokenizer.json is missing");
        Files.delete(weights);
        assertThatThrownBy(() -> ModelDirectory.read(folder, HandMadeModel::headers))
                .hasMessageContaining("model.safetensors is missing");
        Files.writeString(folder.resolve("config.json"), "{\"a\":");
        assertThatThrownBy(() -> ModelDirectory.read(folder, HandMadeModel::headers))
                .hasMessageContaining("config.json is no JSON");
    }
}
