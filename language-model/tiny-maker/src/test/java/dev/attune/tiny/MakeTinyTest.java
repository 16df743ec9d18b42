package dev.attune.tiny;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;

import static org.assertj.core.api.Assertions.assertThat;

class MakeTinyTest {

    private static final TinyRecipe SMALL = new TinyRecipe(
            32, 128, 700, 16, 1, 2, 1, 128, new TinyRecipe.Stage(1, 512, 1e-3), new TinyRecipe.Stage(1, 32, 1e-3), 3);

    @TempDir
    Path directory;

    @Test
    void theCommandExplainsItselfWithAnExample() {
        StringWriter help = new StringWriter();
        assertThat(MakeTinyCommand.commandLine().setOut(new PrintWriter(help)).execute("--help"))
                .isZero();
        assertThat(help.toString()).contains("Example: ");
    }

    @Test
    void sameSeedMakesTheSameFiles() throws IOException {
        List<String> stages = new ArrayList<>();
        Samples first = new MakeTiny(SMALL, (stage, step) -> stages.add(stage)).make(directory.resolve("a"));
        Samples again = new MakeTiny(SMALL, (stage, step) -> {}).make(directory.resolve("b"));
        assertThat(stages).startsWith("facts").endsWith("manners");
        assertThat(again).isEqualTo(first);
        assertThat(Files.readString(directory.resolve("b").resolve(MakeTiny.HASHES)))
                .isEqualTo(Files.readString(directory.resolve("a").resolve(MakeTiny.HASHES)));
        assertThat(DirectoryManifest.sha256(directory.resolve("a/model.safetensors")))
                .isEqualTo(DirectoryManifest.sha256(directory.resolve("b/model.safetensors")));
        try (LanguageModel model = LanguageModel.load(directory.resolve("a"), LoadOptions.float32())) {
            assertThat(model.config().specialTokens().ends()).containsExactly(2);
        }
    }
}
