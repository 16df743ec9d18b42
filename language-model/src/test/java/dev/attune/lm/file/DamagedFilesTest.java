package dev.attune.lm.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.gguf.GgufFile;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A damaged file is either read as what it says, or refused by one sentence; never anything else. */
class DamagedFilesTest {
    private static final Path GGUF = Reference.modelDirectory().resolveSibling("tiny.gguf");
    private static final Path SAFETENSORS = Reference.adapterDirectory().resolve("adapter_model.safetensors");
    private static final int TRIES = 300;
    private static final int HEADER = 4096;

    @TempDir
    private Path directory;

    @Test
    void everyTruncationOfSafetensorsIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(SAFETENSORS);
        RandomGenerator random = random(1);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Path file = written(Arrays.copyOf(whole, random.nextInt(whole.length)));
            assertThatThrownBy(() -> readSafetensors(file))
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("damaged.bin");
        }
    }

    @Test
    void everyTruncationOfGgufIsRefused() throws IOException {
        byte[] whole = Files.readAllBytes(GGUF);
        RandomGenerator random = random(2);
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Path file = written(Arrays.copyOf(whole, random.nextInt(whole.length - 64)));
            assertThatThrownBy(() -> GgufFile.open(file).close())
                    .isInstanceOf(CheckpointException.class)
                    .hasMessageContaining("damaged.bin");
        }
    }

    @Test
    void flippedBytesInSafetensorsHeadersNeverGoFurtherThanASentence() throws IOException {
        byte[] whole = Files.readAllBytes(SAFETENSORS);
        RandomGenerator random = random(3);
        int refused = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            refused += survives(flipped(whole, random, 1200), DamagedFilesTest::readSafetensors) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(TRIES / 4);
    }

    @Test
    void flippedBytesInGgufHeadersNeverGoFurtherThanASentence() throws IOException {
        byte[] whole = Files.readAllBytes(GGUF);
        RandomGenerator random = random(4);
        int refused = 0;
        for (int attempt = 0; attempt < TRIES; attempt++) {
            refused += survives(
                            flipped(whole, random, HEADER),
                            file -> GgufFile.open(file).close())
                    ? 0
                    : 1;
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[8,24]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[16,0]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[4]}}",
                "{\"a\":{\"dtype\":\"I4\",\"shape\":[4],\"data_offsets\":[0,16]}}",
                "{\"a\":{\"dtype\":\"F32\",\"shape\":[3],\"data_offsets\":[0,12]},"
                        + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}",
                "[1, 2]",
                "{\"a\": 3}",
                "not json"
            })
    void lyingSafetensorsHeadersAreRefused(String header) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        Path file = written(bytes.array());
        assertThatThrownBy(() -> readSafetensors(file)).isInstanceOf(CheckpointException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, Long.MAX_VALUE, 1L << 40})
    void absurdHeaderLengthsAreRefused(long length) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
        Path file = written(bytes.array());
        assertThatThrownBy(() -> readSafetensors(file))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void aFileThatIsNoModelSaysSo() throws IOException {
        Path file = Files.writeString(directory.resolve("m.gguf"), "hello, this is a text file and no model");
        assertThatThrownBy(() -> LanguageModel.load(file, LoadOptions.float32()))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("not a GGUF file");
    }

    @Test
    void anEmptyOrMissingFileSaysSo() throws IOException {
        Path empty = written(new byte[0]);
        assertThatThrownBy(() -> readSafetensors(empty)).isInstanceOf(CheckpointException.class);
        assertThatThrownBy(() -> readSafetensors(directory.resolve("absent")))
                .isInstanceOf(CheckpointException.class)
                .hasMessageContaining("does not exist");
    }

    private interface Read {
        void from(Path file);
    }

    private boolean survives(byte[] content, Read read) throws IOException {
        Path file = written(content);
        try {
            read.from(file);
            return true;
        } catch (CheckpointException refusal) {
            assertThat(refusal.getMessage()).isNotBlank();
            return false;
        }
    }

    private static void readSafetensors(Path path) {
        try (NDManager manager = Memory.newManager();
                SafetensorsFile file = SafetensorsFile.open(path)) {
            for (String name : file.names()) {
                file.weight(manager, name, Dtype.FLOAT32, file.shape(name));
            }
        }
    }

    private Path written(byte[] content) throws IOException {
        return Files.write(directory.resolve("damaged.bin"), content);
    }

    private static byte[] flipped(byte[] whole, RandomGenerator random, int within) {
        byte[] changed = whole.clone();
        for (int i = 0; i < 3; i++) {
            changed[random.nextInt(Math.min(within, whole.length))] = (byte) random.nextInt(256);
        }
        return changed;
    }

    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }
}
