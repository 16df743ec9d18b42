package dev.attune.cli.ring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.artifact.DirectoryManifest;
import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;

/** A checkpoint's card at the command line, and beside the exported files. */
class CardIT {

    @TempDir
    Path folder;

    private LivePlatform platform;

    @BeforeEach
    void prepare() {
        platform = new LivePlatform(folder);
    }

    @AfterEach
    void stopWhateverRuns() throws IOException, InterruptedException {
        platform.down();
    }

    @Test
    void aCardIsStatedReadAndExportedWithTheModel() throws IOException, InterruptedException {
        ServiceClient admin = platform.up();
        platform.account(admin, "eva", "engineer");
        platform.account(admin, "rea", "annotator");

        Path json = folder.resolve("card.json");
        String text = platform.as(
                "eva",
                "card",
                "attune-tiny",
                "--state",
                "LICENCE=mit",
                "--state",
                "LANGUAGES=en",
                "--json",
                json.toString());
        assertThat(text).contains("license: mit").contains("# attune-tiny").contains("| Intended tasks | not stated |");
        JsonNode card = Json.MAPPER.readTree(json.toFile());
        assertThat(card.get("kind").asText()).isEqualTo("BASE");
        assertThat(card.at("/files/parameters").asLong()).isEqualTo(1_475_904);
        assertThat(card.at("/statements/LICENCE/text").asText()).isEqualTo("mit");

        Path out = folder.resolve("exported");
        platform.as("rea", "model", "export", "attune-tiny", "--out", out.toString());
        assertThat(Files.readString(out.resolve("README.md"))).startsWith("---\nlanguage:\n- \"en\"\nlicense: mit\n");
        Path model = Path.of("../../language-model/models/attune-tiny");
        for (String file : DirectoryManifest.paths(model)) {
            assertThat(out.resolve(file.equals("README.md") ? "README.original.md" : file))
                    .hasSameBinaryContentAs(model.resolve(file));
        }

        assertThat(platform.fails("eva", "model", "export", "attune-tiny", "--out", out.toString()))
                .contains("is not empty; name a new one");
        assertThat(platform.fails("eva", "card", "nobody")).contains("There is no checkpoint nobody on the bus");
        assertThat(platform.fails("eva", "card", "attune-tiny", "--state", "CONFORMITY=yes"))
                .contains("Nothing called CONFORMITY can be stated");
        assertThat(platform.fails("rea", "card", "attune-tiny", "--state", "RISKS=none"))
                .contains("403");
        assertThat(platform.attune("card", "attune-tiny").output()).contains("No account is given");
    }
}
