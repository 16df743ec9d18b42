package dev.attune.lm.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.InflaterInputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.lm.checkpoint.ModelFiles;
import dev.attune.lm.gguf.GgufFile;
import dev.attune.lm.llama2c.Llama2cTokenizer;
import dev.attune.lm.model.Reference;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ids and decoded texts of 10,000 varied strings, against those of Hugging Face's tokenizers as {@code make_tokenizers.py}
 * noted them. {@code main} does the same for any tokenizer.
 */
class TokenizerHashesTest {
    private static final Path RESOURCES =
            Objects.requireNonNull(Reference.modelDirectory().getParent());
    private static final int STRINGS = 10_000;
    private static final int LOW = 0xFFFF;

    @Test
    void ofTheFixture() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(Reference.modelDirectory())) {
            assertThat(differences(
                            tokenizer, fixture().get("hashes").get("tiny-llama").asText()))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gpt-2", "llama-bpe", "qwen2"})
    void ofVocabulariesInGguf(String words) throws IOException {
        try (GgufFile file = GgufFile.open(RESOURCES.resolve("tokenizer-" + words + ".gguf"));
                Tokenizer tokenizer = ModelFiles.tokenizer(file)) {
            assertThat(differences(tokenizer, fixture().get("hashes").get(words).asText()))
                    .isEmpty();
        }
    }

    @Test
    void ofScoredPiecesJoinedAsLlama2cDoes() throws IOException {
        ByteBuffer expected = inflated(fixture().get("sentencePiece").asText());
        ObjectMapper json = new ObjectMapper();
        Llama2cTokenizer converted = new Llama2cTokenizer(RESOURCES.resolve("stories260K/tok512.bin"), 512);
        int compared = 0;
        try (Tokenizer tokenizer = Tokenizer.of(json.writeValueAsBytes(converted.json()), Llama2cTokenizer.config())) {
            for (String text : strings()) {
                int hash = Short.toUnsignedInt(expected.getShort());
                if (hash != 0) {
                    assertThat(crc(tokenizer.encode(text))).as(text).isEqualTo(hash);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(7000);
    }

    @Test
    void streamedTextsAreTheWholeTexts() throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(Reference.modelDirectory())) {
            for (String text : strings().subList(0, 1000)) {
                int[] ids = tokenizer.encode(text);
                StreamingDecoder decoder = new StreamingDecoder(tokenizer);
                StringBuilder streamed = new StringBuilder();
                for (int id : ids) {
                    streamed.append(decoder.add(id));
                }
                assertThat(streamed.append(decoder.finish())).hasToString(tokenizer.decode(ids));
            }
        }
    }

    /** Compares any tokenizer: {@code DIRECTORY FILE}, the file as {@code make_tokenizers.py --hashes} printed it. */
    public static void main(String[] arguments) throws IOException {
        try (Tokenizer tokenizer = Tokenizer.load(Path.of(arguments[0]))) {
            List<String> differences = differences(
                    tokenizer, Files.readString(Path.of(arguments[1])).strip());
            System.out.println(differences.size() + " of " + STRINGS + " strings differ: "
                    + differences.stream().limit(5).toList());
        }
    }

    private static List<String> differences(Tokenizer tokenizer, String hashes) throws IOException {
        ByteBuffer expected = inflated(hashes);
        List<String> differences = new ArrayList<>();
        for (String text : strings()) {
            int[] ids = tokenizer.encode(text);
            int decoded = crc(tokenizer.decode(ids, false).getBytes(StandardCharsets.UTF_8));
            boolean same = crc(ids) == Short.toUnsignedInt(expected.getShort());
            if (decoded != Short.toUnsignedInt(expected.getShort()) || !same) {
                differences.add(text);
            }
        }
        return differences;
    }

    private static ByteBuffer inflated(String hashes) throws IOException {
        byte[] packed = Base64.getDecoder().decode(hashes);
        try (InflaterInputStream stream = new InflaterInputStream(new ByteArrayInputStream(packed))) {
            return ByteBuffer.wrap(stream.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    private static int crc(int[] ids) {
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(ids);
        return crc(bytes.array());
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue() & LOW;
    }

    private static JsonNode fixture() throws IOException {
        return new ObjectMapper()
                .readTree(RESOURCES.resolve("tokenizer-hashes.json").toFile());
    }

    /** The same strings that {@code make_tokenizers.py} puts together. */
    private static List<String> strings() throws IOException {
        List<String> fragments = new ArrayList<>();
        fixture().get("fragments").forEach(fragment -> fragments.add(fragment.asText()));
        Draws draws = new Draws();
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < STRINGS; i++) {
            StringBuilder text = new StringBuilder();
            for (int part = draws.next(12); part >= 0; part--) {
                if (draws.next(8) == 0) {
                    int point = draws.next(2) == 1 ? draws.next(0x11000) : draws.next(0x3000);
                    text.appendCodePoint(
                            Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE ? '?' : point);
                } else {
                    text.append(fragments.get(draws.next(fragments.size())));
                }
            }
            strings.add(text.toString());
        }
        return strings;
    }

    /** A linear congruential generator (Knuth's constants for 64 bits). */
    private static final class Draws {
        private long state = 1;

        int next(int count) {
            state = state * 6364136223846793005L + 1442695040888963407L;
            return (int) ((state >>> 33) % count);
        }
    }
}
