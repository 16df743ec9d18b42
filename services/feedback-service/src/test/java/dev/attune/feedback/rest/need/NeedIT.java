package dev.attune.feedback.rest.need;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Items go to those who have what they ask, as soon as they are wanted, and in no greater number than is wanted of anybody. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class NeedIT extends ServiceFixture {

    private Api engineer;
    private Api annotator;
    private String name;
    private String project;

    @BeforeEach
    void signIn() {
        engineer = someone("engineer");
        name = account("annotator");
        annotator = nobody().as(name, PASSWORD);
        project = project(engineer, 2);
    }

    private Answer add(String question, Map<String, Object> wanted) {
        Map<String, Object> line = new HashMap<>(wanted);
        line.put("messages", List.of(Message.user(question)));
        line.put("answers", List.of("yes", "no"));
        return engineer.post("/api/projects/" + project + "/prompts", Map.of("prompts", List.of(line)));
    }

    private String id(Answer added) {
        assertThat(added.body().path("added").asInt()).as(added.toString()).isEqualTo(1);
        return added.body().path("ids").path(0).asText();
    }

    private void member(String who, Map<String, Object> profile) {
        assertThat(engineer.send("PUT", "/api/projects/" + project + "/members/" + who, Map.of("role", "ANNOTATOR"))
                        .status())
                .isEqualTo(204);
        Answer set = profile(who, profile);
        assertThat(set.status()).as(set.toString()).isEqualTo(200);
    }

    private Answer profile(String who, Map<String, Object> profile) {
        return engineer.send("PUT", "/api/projects/" + project + "/members/" + who + "/profile", profile);
    }

    private Answer next(Api who) {
        return who.post("/api/projects/" + project + "/next", null);
    }

    private Answer why(Api who) {
        return who.get("/api/projects/" + project + "/availability");
    }

    private Answer rate(Api who, Answer assignment, Map<String, Object> said) {
        return who.postOnce("/api/leases/" + assignment.text("leaseId") + "/rating", said);
    }

    private List<String> all(Api who) {
        List<String> asked = new ArrayList<>();
        Answer assignment = next(who);
        while (assignment.status() == 200) {
            asked.add(assignment.body().path("prompt").path(0).path("content").asText());
            assertThat(rate(who, assignment, Map.of("verdict", "TIE")).status()).isEqualTo(201);
            assignment = next(who);
        }
        return asked;
    }

    private List<String> needs() {
        List<String> states = new ArrayList<>();
        engineer.get("/api/projects/" + project + "/needs")
                .body()
                .forEach(state -> states.add(state.path("language").asText() + " " + state.path("skills") + ": "
                        + state.path("waiting") + " wait, " + state.path("raters") + " of "
                        + state.path("wanted") + " raters"));
        return states;
    }

    @Test
    void itemsGoToThoseWhoHaveTheLanguageAndTheSkills() {
        add("plain", Map.of());
        add("deutsch", Map.of("language", "DE"));
        add("schweizerdeutsch", Map.of("language", "de-ch"));
        add("medizin", Map.of("language", "de", "skills", List.of("Medicine")));
        add("日本語", Map.of("language", "ja"));
        String doctor = account("annotator");
        member(name, Map.of("languages", List.of("de", "en-GB")));
        member(doctor, Map.of("languages", List.of("de-CH"), "skills", List.of("medicine", "law")));

        assertThat(progress(annotator, project).body().path("open").asInt()).isEqualTo(5);
        assertThat(progress(annotator, project).body().path("left").asInt()).isEqualTo(3);
        assertThat(all(annotator)).containsExactly("plain", "deutsch", "schweizerdeutsch");
        assertThat(all(nobody().as(doctor, PASSWORD))).containsExactly("plain", "schweizerdeutsch");
        assertThat(all(someone("annotator"))).isEmpty();

        Answer nothing = why(annotator);
        assertThat(nothing.text("reason")).isEqualTo("NO_MATCH");
        assertThat(nothing.body().path("needs").toString())
                .isEqualTo("[{\"language\":\"de\",\"skills\":[\"medicine\"]},{\"language\":\"ja\",\"skills\":[]}]");
        assertThat(needs())
                .containsExactly(
                        "de []: 1 wait, 1 of 2 raters",
                        "de [\"medicine\"]: 1 wait, 0 of 2 raters",
                        "ja []: 1 wait, 0 of 2 raters");
    }

    @Test
    void whatIsWantedSoonerComesFirstAlsoWhenThatIsSaidLater() {
        String late = id(add("late", Map.of("priority", -2)));
        id(add("usual", Map.of()));
        String other = id(add("other", Map.of()));
        id(add("soon", Map.of("priority", 1)));
        assertThat(next(annotator).body().path("prompt").path(0).path("content").asText())
                .isEqualTo("soon");

        assertThat(needs(Map.of("prompts", List.of(late, other), "priority", 2)).status())
                .isEqualTo(204);
        assertThat(needs(Map.of("prompts", List.of(other), "need", Map.of("language", "ja")))
                        .status())
                .isEqualTo(204);

        assertThat(all(annotator)).containsExactly("soon", "late", "usual");
        assertThat(needs(Map.of("prompts", List.of(other), "need", Map.of())).status())
                .isEqualTo(204);
        assertThat(all(annotator)).containsExactly("other");
    }

    private Answer needs(Map<String, Object> change) {
        return engineer.send("PUT", "/api/projects/" + project + "/needs", change);
    }

    @Test
    void nobodyIsHandedMoreThanIsWantedOfThem() {
        for (int i = 0; i < 4; i++) {
            add("question " + i, Map.of());
        }
        member(name, Map.of("perDay", 2));
        Answer first = next(annotator);
        String ahead = "/api/projects/" + project + "/next?ahead=";
        Answer second = annotator.post(ahead + first.text("leaseId"), null);
        assertThat(second.status()).isEqualTo(200);
        assertThat(rate(annotator, first, Map.of("verdict", "TIE")).status()).isEqualTo(201);
        assertThat(annotator.post(ahead + second.text("leaseId"), null).status())
                .isEqualTo(204);
        assertThat(rate(annotator, second, Map.of("verdict", "TIE")).status()).isEqualTo(201);

        assertThat(next(annotator).status()).isEqualTo(204);
        assertThat(why(annotator).text("reason")).isEqualTo("QUOTA_OF_DAY");
        assertThat(why(annotator).text("until")).endsWith("T00:00:00Z");
        assertThat(why(annotator).body().path("quota").asInt()).isEqualTo(2);

        member(name, Map.of("perDay", 100, "inAll", 3));
        assertThat(all(annotator)).hasSize(1);
        assertThat(why(annotator).text("reason")).isEqualTo("QUOTA");
        assertThat(engineer.get("/api/projects/" + project + "/members").body().toString())
                .contains("\"perDay\":100,\"inAll\":3");
    }

    @Test
    void saysWhetherOthersHoldWhatIsLeftOrAllIsDone() {
        add("question", Map.of());
        Api one = someone("annotator");
        Api other = someone("annotator");
        assertThat(why(annotator).text("reason")).isEqualTo("READY");
        Answer held = next(one);
        next(other);

        assertThat(next(annotator).status()).isEqualTo(204);
        assertThat(why(annotator).text("reason")).isEqualTo("WITH_OTHERS");
        rate(one, held, Map.of("verdict", "TIE"));
        assertThat(why(one).text("reason")).isEqualTo("DONE");
    }

    @Test
    void badNeedsAndProfilesAreRefusedWithASentence() {
        assertThat(refusal(Map.of("language", "klingonese")))
                .isEqualTo("There is no language klingonese; use a tag of BCP 47, such as en, de-CH or zh-Hant.");
        assertThat(refusal(Map.of("language", "qq"))).startsWith("There is no language qq;");
        assertThat(refusal(Map.of("priority", 3))).isEqualTo("priority must lie between -2 and 2 but is 3.");
        assertThat(refusal(Map.of("skills", List.of("a,b")))).startsWith("A skill is a short name");
        member(name, Map.of());
        assertThat(profile(name, Map.of("perDay", 0)).text("detail")).startsWith("perDay must be 1 or more but is 0;");
        assertThat(profile(name, Map.of("languages", List.of("x"))).code()).isEqualTo("invalid-request");
        assertThat(profile(account("annotator"), Map.of()).code()).isEqualTo("member-unknown");
        assertThat(needs(Map.of("prompts", List.of(UUID.randomUUID()), "priority", 1))
                        .text("detail"))
                .isEqualTo("The project has only 0 of these prompts; nothing was changed.");
    }

    private String refusal(Map<String, Object> wanted) {
        return add("question " + UUID.randomUUID(), wanted)
                .body()
                .path("rejected")
                .path(0)
                .path("detail")
                .asText();
    }

    @Test
    void skipsAreCountedByTheirReasons() {
        add("one", Map.of());
        add("other", Map.of());
        rate(annotator, next(annotator), Map.of("verdict", "SKIP", "skipReason", "KNOWLEDGE"));
        rate(annotator, next(annotator), Map.of("verdict", "SKIP"));
        Api other = someone("annotator");
        Answer handed = next(other);
        assertThat(rate(other, handed, Map.of("verdict", "TIE", "skipReason", "OTHER"))
                        .text("detail"))
                .isEqualTo("A reason to skip goes with the verdict SKIP only.");
        rate(other, handed, Map.of("verdict", "SKIP", "skipReason", "KNOWLEDGE"));

        assertThat(engineer.get("/api/projects/" + project + "/skips").body().toString())
                .isEqualTo(
                        "[{\"reason\":\"KNOWLEDGE\",\"skips\":2,\"items\":1},{\"reason\":null,\"skips\":1,\"items\":1}]");
    }
}
