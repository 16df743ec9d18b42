package dev.attune.feedback.rest.snapshot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** What a run learns from is kept in the store of artifacts, as it was. */
@QuarkusTest
@TestProfile(SnapshotIT.WithAStore.class)
class SnapshotIT extends ServiceFixture {

    private static final Path STORE = Path.of("target", "snapshot-artifacts").toAbsolutePath();

    /** Says where the store is. */
    public static final class WithAStore implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("attune.snapshots.artifacts", STORE.toString());
        }
    }

    @Test
    void keepsWhatThereIsUnderTheHashThatARunIsGiven() throws IOException {
        Api engineer = someone("engineer");
        String project = project(engineer, 1);
        String path = "/api/projects/" + project + "/snapshots";
        assertThat(make(engineer, path, "preference").code()).isEqualTo("nothing-to-learn");
        rate(engineer, project, "How much is 2 and 2?");

        Answer made = make(engineer, path, "preference");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.body().path("rows").asInt()).isEqualTo(1);
        String sha256 = made.text("sha256");
        Path folder = new DirectoryArtifactStore(STORE).fetch(new Artifact("attune:sha256/" + sha256, sha256, 0));
        List<String> lines = Files.readAllLines(folder.resolve("data.jsonl"));
        assertThat(lines).hasSize(1);
        JsonNode row = Json.MAPPER.readTree(lines.getFirst());
        assertThat(row.path("chosen").path(0).path("content").asText()).isEqualTo("4.");
        assertThat(Json.MAPPER
                        .readTree(folder.resolve("manifest.json").toFile())
                        .path("form")
                        .asText())
                .isEqualTo("preference");
        assertThat(make(engineer, path, "preference").text("id"))
                .as("the same data is the same snapshot")
                .isEqualTo(made.text("id"));
        rate(engineer, project, "How much is 3 and 1?");
        assertThat(make(engineer, path, "preference").text("sha256")).isNotEqualTo(sha256);
        assertThat(make(engineer, path, "unpaired").body().path("rows").asInt()).isEqualTo(4);
        assertThat(engineer.get(path).body()).hasSize(3);
    }

    @Test
    void isForThoseWhoManageTheProjectAndForFormsThatRecipesRead() {
        Api engineer = someone("engineer");
        String project = project(engineer, 1);
        String path = "/api/projects/" + project + "/snapshots";
        assertThat(make(engineer, path, "csv").code()).isEqualTo("invalid-request");
        assertThat(make(engineer, path, "poem").code()).isEqualTo("invalid-request");
        assertThat(make(someone("engineer"), path, "preference").code()).isEqualTo("project-unknown");
        assertThat(make(someone("annotator"), path, "preference").status()).isEqualTo(403);
        assertThat(engineer.get(path).body()).isEmpty();
    }

    private static Answer make(Api who, String path, String form) {
        return who.post(path, Map.of("form", form));
    }

    private static void rate(Api engineer, String project, String question) {
        Answer entered = engineer.postOnce(
                "/api/projects/" + project + "/preferences",
                Map.of(
                        "format",
                        "other",
                        "pairs",
                        List.of(Map.of(
                                "prompt",
                                List.of(Message.user(question)),
                                "chosen",
                                "4.",
                                "rejected",
                                "5.",
                                "strength",
                                2,
                                "annotator",
                                "someone"))));
        assertThat(entered.status()).isEqualTo(200);
    }
}
