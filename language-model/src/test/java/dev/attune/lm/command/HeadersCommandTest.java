package dev.attune.lm.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.lm.model.Reference;

import static org.assertj.core.api.Assertions.assertThat;

class HeadersCommandTest {
    private static final Path GGUF = Reference.modelDirectory().resolveSibling("tiny.gguf");
    private static final Path BLOCKS = Reference.modelDirectory().resolveSibling("blocks.gguf");
    private static final String WHOLE = "{\"w\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}}";

    @TempDir
    private Path directory;

    @Test
    void severalFilesAreDescribedByOneProcess() throws IOException {
        JsonNode said = headers(safetensors(WHOLE, 16), GGUF);
        assertThat(said).hasSize(2);
        assertThat(said.get(0).toString()).isEqualTo("{\"bytes\":81,\"parameters\":4,\"numberTypes\":[\"F32\"]}");
        assertThat(said.get(1).toString())
                .isEqualTo("{\"bytes\":142048,\"parameters\":87360,\"numberTypes\":"
                        + "[\"BF16\",\"F16\",\"F32\",\"Q4_0\",\"Q4_1\",\"Q8_0\"]}");
    }

    @Test
    void everyEncodingOfGgufIsNamed() throws IOException {
        TreeSet<String> names = new TreeSet<>();
        for (JsonNode file : headers(GGUF, BLOCKS)) {
            file.path("numberTypes").forEach(type -> names.add(type.asText()));
        }
        assertThat(names)
                .contains("BF16", "F16", "F32", "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q4_K", "Q5_K", "Q6_K");
    }

    @Test
    void aNumberTypeThatNobodyComputesWithIsNamed() throws IOException {
        String header = "{\"__metadata__\":{\"format\":\"pt\"},"
                + "\"w\":{\"dtype\":\"F8_E4M3\",\"shape\":[16],\"data_offsets\":[0,16]}}";
        JsonNode said = headers(safetensors(header, 16)).get(0);
        assertThat(said.path("numberTypes").get(0).asText()).isEqualTo("F8_E4M3");
        assertThat(said.path("parameters").asLong()).isEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|has 0 bytes and ends within its header: it is truncated",
                "5|has 5 bytes and ends within its header: it is truncated",
                "20|has 20 bytes and ends within its header: it is truncated",
                "79|has 79 bytes but its header promises 81: it is truncated",
                "85|has 85 bytes but its header promises 81: it is damaged"
            })
    void safetensorsOfAnotherLengthSayWhatIsWrong(int length, String problem) throws IOException {
        Path file = safetensors(WHOLE, 16);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), length));
        assertThat(problem(file)).isEqualTo(problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|has 0 bytes and ends within its header: it is truncated",
                "2|has 2 bytes and ends within its header: it is truncated",
                "100|has 100 bytes and ends within its header: it is truncated",
                "5000|has 5000 bytes and ends within its header: it is truncated",
                "20000|has 20000 bytes but its header promises 142048: it is truncated",
                "141984|has 141984 bytes but its header promises 142048: it is truncated"
            })
    void truncatedGgufSaysWhatIsWrong(int length, String problem) throws IOException {
        Path file = directory.resolve("model.gguf");
        Files.write(file, Arrays.copyOf(Files.readAllBytes(GGUF), length));
        assertThat(problem(file)).isEqualTo(problem);
    }

    @Test
    void otherContentIsNamed() throws IOException {
        Path safetensors = Files.writeString(directory.resolve("a.safetensors"), "GGUF and then something else");
        assertThat(problem(safetensors))
                .isEqualTo("is no safetensors file: its header would have 7236828442477807431 bytes");
        assertThat(problem(Files.writeString(directory.resolve("a.gguf"), "no such thing")))
                .isEqualTo("is no GGUF file");
        byte[] newer = Files.readAllBytes(GGUF);
        newer[4] = 9;
        assertThat(problem(Files.write(directory.resolve("b.gguf"), newer)))
                .isEqualTo("has the GGUF version 9; known are 2 and 3");
        assertThat(problem(safetensors("not json", 0)))
                .isEqualTo("has a damaged header: Unrecognized token 'not': was expecting (JSON String, Number, Array,"
                        + " Object or token 'null', 'true' or 'false') (line 1, column 5)");
        assertThat(problem(directory.resolve("none.safetensors"))).contains("does not exist");
    }

    private String problem(Path file) throws IOException {
        return headers(file).get(0).path("problem").asText();
    }

    private Path safetensors(String header, int data) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(8 + json.length + data).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(json.length).put(json);
        return Files.write(directory.resolve("model.safetensors"), bytes.array());
    }

    private static JsonNode headers(Path... files) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = new String[files.length + 1];
        arguments[0] = "headers";
        for (int i = 0; i < files.length; i++) {
            arguments[i + 1] = files[i].toString();
        }
        int code = LanguageModelCommand.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
        assertThat(code).as(err.toString()).isZero();
        return new ObjectMapper().readTree(out.toString());
    }
}
