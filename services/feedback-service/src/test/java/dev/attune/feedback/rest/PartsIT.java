package dev.attune.feedback.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Long lists come in parts, each of which leads to the next. */
@QuarkusTest
class PartsIT extends ServiceFixture {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    private static List<String> walk(Api who, String path, String field, int most) {
        List<String> walked = new ArrayList<>();
        String next = path;
        while (next != null) {
            Answer part = who.get(next);
            assertThat(part.status()).as(part.toString()).isEqualTo(200);
            assertThat(part.body()).hasSizeBetween(1, most);
            part.body().forEach((JsonNode row) -> walked.add(row.path(field).asText()));
            Matcher link = NEXT.matcher(part.headers().firstValue("Link").orElse(""));
            next = link.matches() ? link.group(1) : null;
        }
        return walked;
    }

    private static List<String> whole(Api who, String path, String field) {
        return who.get(path).body().findValuesAsText(field);
    }

    @Test
    void accountsByName() {
        Api administrator = administrator();
        List<String> made = List.of(account("annotator"), account("reviewer"), account("annotator"));

        List<String> walked = walk(administrator, "/api/accounts?limit=2", "name", 2);
        assertThat(walked).doesNotHaveDuplicates().containsAll(made);
        assertThat(walked).isEqualTo(whole(administrator, "/api/accounts", "name"));
        assertThat(administrator.get("/api/accounts?limit=0").code()).isEqualTo("invalid-request");
    }

    @Test
    void membersByName() {
        Api manager = someone("engineer");
        String members = "/api/projects/" + project(manager, 1) + "/members";
        List<String> made = List.of(account("annotator"), account("annotator"), account("annotator"));
        made.forEach(name -> assertThat(manager.send("PUT", members + "/" + name, Map.of("role", "ANNOTATOR"))
                        .status())
                .isEqualTo(204));

        List<String> walked = walk(manager, members + "?limit=2", "name", 2);
        assertThat(walked).doesNotHaveDuplicates().containsAll(made);
        assertThat(walked).isEqualTo(whole(manager, members, "name"));
        assertThat(manager.get(members + "?after=%00").status()).isEqualTo(400);
    }

    @Test
    void comparisonsNewestFirst() {
        Api engineer = someone("engineer");
        String project = project(engineer, 1);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Answer begun = engineer.postOnce("/api/projects/" + project + "/comparisons", comparison());
            assertThat(begun.status()).as(begun.toString()).isEqualTo(201);
            made.addFirst(begun.text("id"));
        }

        assertThat(walk(engineer, "/api/comparisons?limit=2", "id", 2)).isEqualTo(made);
        assertThat(engineer.get("/api/comparisons?before=yesterday").code()).isEqualTo("bad-cursor");
    }

    private static Map<String, Object> comparison() {
        return Map.of(
                "messages",
                List.of(Message.user("Who are you?")),
                "models",
                List.of("one", "two"),
                "blind",
                true,
                "temperature",
                0.5,
                "maxNewTokens",
                32);
    }
}
