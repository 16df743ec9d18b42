package dev.attune.lm.checkpoint;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import ai.djl.ndarray.NDManager;
import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.file.SafetensorsFile;
import dev.attune.lm.llama2c.Llama2cFile;
import dev.attune.lm.llama2c.Llama2cTokenizer;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;
import dev.attune.lm.model.Reference;
import dev.attune.lm.torch.Dtype;
import dev.attune.lm.transformer.Memory;

import static org.assertj.core.api.Assertions.assertThat;

/** Thousands of damaged files: each is read as what it says or refused by a sentence, and none makes us take much memory. */
class FuzzTest {
    private static final Path RESOURCES =
            Objects.requireNonNull(Reference.modelDirectory().getParent());
    private static final long MOST_BYTES = 64L << 20;
    private static final byte[][] EXTREMES = {
        {-1, -1, -1, -1, -1, -1, -1, -1},
        {-1, -1, -1, -1, -1, -1, -1, 127},
        {-1, -1, -1, 127, 0, 0, 0, 0},
        {0, 0, 0, 0, 0, 0, 0, -128},
        {0, 0, 0, -128, 0, 0, 0, 0},
        {0, 0, 0, 0, 0, 0, 0, 64},
        {0, 0, 0, 0, 0, 0, 0, 0},
        {1, 0, 0, 0, 0, 0, 0, 0}
    };
    private static final String[] PIECES = {
        "-1",
        "0",
        "1e999",
        "99999999999999999999",
        "2147483647",
        "2147483648",
        "null",
        "[]",
        "{}",
        "\"\"",
        "true",
        "[[",
        "]",
        "{",
        ",",
        "\"",
        ":",
        "0.5",
        "\\u0000",
        "\u00e9"
    };

    @TempDir
    private Path directory;

    private interface Read {
        void from(Path file);
    }

    @Test
    void safetensors() throws IOException {
        byte[] whole = Files.readAllBytes(Reference.adapterDirectory().resolve("adapter_model.safetensors"));
        int header = Math.toIntExact(
                ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong());
        int refused = fuzz("m.safetensors", 1500, 1, FuzzTest::readSafetensors, random -> switch (random.nextInt(3)) {
            case 0 -> bytes(whole, random, 8 + header);
            case 1 -> Arrays.copyOf(whole, random.nextInt(whole.length));
            default -> {
                byte[] changed = text(Arrays.copyOfRange(whole, 8, 8 + header), random);
                ByteBuffer file = ByteBuffer.allocate(whole.length - header + changed.length)
                        .order(ByteOrder.LITTLE_ENDIAN);
                yield file.putLong(changed.length)
                        .put(changed)
                        .put(whole, 8 + header, whole.length - 8 - header)
                        .array();
            }
        });
        assertThat(refused).isGreaterThan(500);
    }

    @Test
    void gguf() throws IOException {
        byte[] whole = Files.readAllBytes(RESOURCES.resolve("tiny.gguf"));
        int refused = fuzz("m.gguf", 1500, 2, FuzzTest::readGguf, random -> switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(whole, random.nextInt(whole.length));
            case 1 -> bytes(whole, random, 64);
            default -> bytes(whole, random, 18_000);
        });
        assertThat(refused).isGreaterThan(300);
    }

    @Test
    void llama2c() throws IOException {
        Path original = RESOURCES.resolve("stories260K/stories260K.bin");
        byte[] whole = Files.readAllBytes(original);
        int refused = fuzz("m.bin", 200, 3, file -> Llama2cFile.open(file).close(), random -> bytes(whole, random, 28));
        assertThat(refused).isGreaterThan(100);
        byte[] tokens = Files.readAllBytes(original.resolveSibling("tok512.bin"));
        fuzz(
                "tok512.bin",
                300,
                4,
                file -> new Llama2cTokenizer(file, 512).json(),
                random -> bytes(tokens, random, 6000));
    }

    @Test
    void configurations() throws IOException {
        copyModel();
        byte[] whole = Files.readAllBytes(Reference.modelDirectory().resolve("config.json"));
        int refused = fuzz("config.json", 400, 5, file -> load(directory), random -> text(whole, random));
        assertThat(refused).isGreaterThan(100);
    }

    @Test
    void tokenizers() throws IOException {
        copyModel();
        byte[] whole = Files.readAllBytes(Reference.modelDirectory().resolve("tokenizer.json"));
        int refused = fuzz("tokenizer.json", 400, 6, file -> load(directory), random -> text(whole, random));
        assertThat(refused).isGreaterThan(100);
    }

    private interface Damage {
        byte[] with(RandomGenerator random);
    }

    private int fuzz(String name, int tries, long seed, Read read, Damage damage) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Path file = directory.resolve(name);
        int refused = 0;
        for (int attempt = 0; attempt < tries; attempt++) {
            Files.write(file, damage.with(random));
            long before = threads.getCurrentThreadAllocatedBytes();
            try {
                read.from(file);
            } catch (CheckpointException refusal) {
                assertThat(refusal.getMessage()).matches("(?s)\\S.{15,}[.]");
                refused++;
            } catch (RuntimeException | Error other) {
                throw new AssertionError("attempt " + attempt + " was not refused by a sentence: " + other, other);
            }
            assertThat(threads.getCurrentThreadAllocatedBytes() - before)
                    .as("bytes of memory in attempt " + attempt)
                    .isLessThan(MOST_BYTES);
        }
        return refused;
    }

    private static void readSafetensors(Path path) {
        try (NDManager manager = Memory.newManager();
                SafetensorsFile file = SafetensorsFile.open(path)) {
            for (String name : file.names()) {
                if (Arrays.stream(file.shape(name)).noneMatch(size -> size == 0)) {
                    file.weight(manager, name, Dtype.FLOAT32, file.shape(name));
                }
            }
        }
    }

    private static void readGguf(Path path) {
        load(path);
    }

    private static void load(Path path) {
        LanguageModel.load(path, LoadOptions.float32()).close();
    }

    private void copyModel() throws IOException {
        for (String name : List.of("config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors")) {
            Files.copy(Reference.modelDirectory().resolve(name), directory.resolve(name));
        }
    }

    /** Overwrites one to three places among the first {@code within} bytes by extreme or random numbers. */
    private static byte[] bytes(byte[] whole, RandomGenerator random, int within) {
        byte[] changed = whole.clone();
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(Math.min(within, changed.length - 8));
            if (random.nextBoolean()) {
                byte[] extreme = EXTREMES[random.nextInt(EXTREMES.length)];
                System.arraycopy(extreme, 0, changed, at, random.nextBoolean() ? 4 : 8);
            } else {
                changed[at] = (byte) random.nextInt(256);
            }
        }
        return changed;
    }

    /** Replaces one to three numbers, words or marks of a JSON text by others, or cuts it. */
    private static byte[] text(byte[] json, RandomGenerator random) {
        String text = new String(json, StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int start = random.nextInt(text.length());
            while (start > 0 && Character.isLetterOrDigit(text.charAt(start - 1))) {
                start--;
            }
            int end = start + 1;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                end++;
            }
            text = text.substring(0, start) + PIECES[random.nextInt(PIECES.length)] + text.substring(end);
        }
        String cut = random.nextInt(10) == 0 ? text.substring(0, random.nextInt(text.length())) : text;
        return cut.getBytes(StandardCharsets.UTF_8);
    }
}
