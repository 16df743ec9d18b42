package dev.attune.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.AttuneCommand;
import dev.attune.cli.terminal.Context;
import dev.attune.platform.home.Home;
import dev.attune.platform.home.Installation;
import dev.attune.platform.testing.HandMadeModel;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code model show} with the language-model that is built, against what it said when the command line read headers itself. */
class ModelShowIT {

    private static final Path LANGUAGE_MODEL =
            Path.of("../../language-model").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private Path model;
    private Path weights;

    @BeforeEach
    void shipAModel() throws IOException {
        Path room = Files.createDirectories(folder.resolve("root/language-model"));
        Files.createSymbolicLink(room.resolve("target"), LANGUAGE_MODEL.resolve("target"));
        model = HandMadeModel.write(room.resolve("models/little"));
        weights = model.resolve("model.safetensors");
    }

    @Test
    void saysWhatAWholeModelIs() {
        assertThat(show("little")).isZero();
        assertThat(out.toString()).isEqualTo(model + """

                LlamaForCausalLM: 4 parameters (F32), 2 layers, hidden size 2, 7 tokens, 81 bytes of weights
                tokenizer 44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a
                """);
    }

    @Test
    void saysTheSameOfTheShippedModelAsJson() {
        Path shipped = LANGUAGE_MODEL.resolve("models/attune-tiny");
        assertThat(show(shipped.toString(), "--json")).isZero();
        assertThat(out.toString())
                .isEqualTo("""
                {
                  "model" : {
                    "path" : "$PATH",
                    "architecture" : "LlamaForCausalLM",
                    "layers" : 3,
                    "hiddenSize" : 192,
                    "vocabulary" : 1536,
                    "parameters" : 1475904,
                    "numberTypes" : [ "F32" ],
                    "bytes" : 5906704,
                    "tokenizerSha256" : "dbfe206515356d5d24b07a3d811e4b7a57d93a6ae0046e6525cc9d89ba643638"
                  },
                  "source" : null
                }
                """.replace("$PATH", shipped.toUri().toString()));
    }

    @Test
    void namesEveryNumberTypeOfAGgufFile() throws IOException {
        Files.delete(weights);
        Files.copy(LANGUAGE_MODEL.resolve("src/test/resources/tiny.gguf"), model.resolve("tiny.gguf"));
        assertThat(show("little")).isZero();
        assertThat(out.toString())
                .contains("LlamaForCausalLM: 87,360 parameters (BF16, F16, F32, Q4_0, Q4_1, Q8_0), 2 layers");
    }

    @Test
    void namesEncodingsThatTheCommandLineNeverKnew() throws IOException {
        Files.delete(weights);
        Files.copy(LANGUAGE_MODEL.resolve("src/test/resources/blocks.gguf"), model.resolve("blocks.gguf"));
        assertThat(show("little")).isZero();
        assertThat(out.toString()).contains("Q4_K, Q5_0, Q5_1, Q5_K, Q6_K, Q8_0");
    }

    @Test
    void weightsThatEndTooEarlyAreNamedWithBothLengths() throws IOException {
        truncate(79);
        fails("has 79 bytes but its header promises 81: it is truncated");
    }

    @Test
    void weightsThatAreTooLongAreDamaged() throws IOException {
        Files.writeString(weights, "more", StandardOpenOption.APPEND);
        fails("has 85 bytes but its header promises 81: it is damaged");
    }

    @Test
    void weightsThatEndWithinTheHeaderAreTruncated() throws IOException {
        truncate(20);
        fails("has 20 bytes and ends within its header: it is truncated");
        truncate(5);
        fails("has 5 bytes and ends within its header: it is truncated");
    }

    @Test
    void anotherKindOfFileIsNoSafetensors() throws IOException {
        Files.writeString(weights, "GGUF and then something else entirely");
        fails("is no safetensors file: its header would have 7236828442477807431 bytes");
    }

    @Test
    void aTruncatedGgufFileIsNamed() throws IOException {
        Files.delete(weights);
        weights = model.resolve("tiny.gguf");
        Files.copy(LANGUAGE_MODEL.resolve("src/test/resources/tiny.gguf"), weights);
        long whole = Files.size(weights);
        truncate(whole - 64);
        fails("has " + (whole - 64) + " bytes but its header promises 142048: it is truncated");
        truncate(100);
        fails("has 100 bytes and ends within its header: it is truncated");
        Files.writeString(weights, "no such thing");
        fails("is no GGUF file");
    }

    private void fails(String problem) {
        StringWriter err = new StringWriter();
        assertThat(run(err, "model", "show", "little")).isEqualTo(1);
        assertThat(err.toString().strip())
                .isEqualTo("The model file " + weights + " " + problem + "; pull or import the model again.");
    }

    private void truncate(long length) throws IOException {
        try (FileChannel channel = FileChannel.open(weights, StandardOpenOption.WRITE)) {
            channel.truncate(length);
        }
    }

    private int show(String name, String... more) {
        StringWriter err = new StringWriter();
        String[] all = Stream.concat(Stream.of("model", "show", name), Arrays.stream(more))
                .toArray(String[]::new);
        int exit = run(err, all);
        assertThat(err.toString()).isEmpty();
        return exit;
    }

    private int run(StringWriter err, String... arguments) {
        Context context =
                new Context(new Installation(folder.resolve("root")), new Home(folder.resolve("home")), Map.of());
        return new CommandLines(context, new AttuneCommand(), new PrintWriter(out, true), new PrintWriter(err, true))
                .execute(List.of(arguments));
    }
}
