package dev.attune.platform.model;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

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
        ModelDirectory model = ModelDirectory.read(folder);
        assertThat(model.architecture()).isEqualTo("LlamaForCausalLM");
        assertThat(model.parameters()).isEqualTo(4);
        assertThat(model.numberTypes()).containsExactly("F32");
        assertThat(model.vocabulary()).isEqualTo(7);
    }

    @Test
    void weightsThatEndTooEarlyAreNamedWithBothLengths() throws IOException {
        long whole = Files.size(weights);
        truncate(whole - 3);
        assertThatThrownBy(() -> ModelDirectory.read(folder))
                .isInstanceOf(AttuneException.class)
                .hasMessage("The model file " + weights + " has " + (whole - 3) + " bytes but its header promises "
                        + whole + ": it is truncated; pull or import the model again.");
    }

    @Test
    void weightsThatEndWithinTheHeaderAreTruncated() throws IOException {
        truncate(20);
        assertThatThrownBy(() -> ModelDirectory.read(folder)).hasMessageContaining("ends within its header");
        truncate(5);
        assertThatThrownBy(() -> ModelDirectory.read(folder)).hasMessageContaining("ends within its header");
    }

    @Test
    void anotherKindOfFileIsNoSafetensors() throws IOException {
        Files.writeString(weights, "GGUF and then something else entirely");
        assertThatThrownBy(() -> ModelDirectory.read(folder)).hasMessageContaining("is no safetensors file");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("tokenizer.json"));
        assertThatThrownBy(() -> ModelDirectory.read(folder)).hasMessageContaining("tokenizer.json is missing");
        Files.delete(weights);
        assertThatThrownBy(() -> ModelDirectory.read(folder)).hasMessageContaining("model.safetensors is missing");
        Files.writeString(folder.resolve("config.json"), "{\"a\":");
        assertThatThrownBy(() -> ModelDirectory.read(folder)).hasMessageContaining("config.json is no JSON");
    }

    private void truncate(long length) throws IOException {
        try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }
}
