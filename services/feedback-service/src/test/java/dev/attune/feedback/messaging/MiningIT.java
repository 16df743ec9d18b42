package dev.attune.feedback.messaging;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.quarkus.test.junit.QuarkusTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.ExchangeEvent.ExchangeEnded;
import dev.attune.contracts.event.ExchangeEvent.Finish;
import dev.attune.contracts.event.ExchangeEvent.Texts;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PreferenceEvent.PreferenceRetracted;
import dev.attune.contracts.event.PromptEvent.PromptAdded;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

/** Prompts from logged use: whose, with whose consent, once, and without what is personal. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class MiningIT extends RatedItems {

    private static final Duration SOON = Duration.ofSeconds(60);

    private Api manager;
    private String project;
    private String name;
    private String member;

    @BeforeEach
    void people() {
        manager = someone("engineer");
        project = project(manager, 1);
        name = account("annotator");
        member = id(name);
        manager.send("PUT", "/api/projects/" + project + "/members/" + name, Map.of("role", "ANNOTATOR"));
    }

    @Test
    void whatMembersAskedIsAPromptOnceAndWithoutWhatIsPersonal() {
        prompt(manager, project, "How do I reset my password?");
        mine(true, 50, List.of());
        consent(true);

        String taken = ask(
                member, "Where is my parcel from last week? My name is Anna Lee, please write to anna@example.org.");
        ask(member, "where is my  parcel from last week? my name is BOB LEE, please write to b.lee@example.org.");
        ask(member, "how do I reset my password");
        ask(member, "a@b.example, c@d.example");
        ask(member, " ");

        counted(Map.of("TAKEN", 1, "DUPLICATE", 1, "NEAR_DUPLICATE", 1, "TOO_PERSONAL", 1, "UNSUITED", 1));
        String prompt = queryOne("SELECT prompt_id FROM feedback.mined_prompt WHERE completion_id = ?", taken);
        PromptAdded added =
                (PromptAdded) Eventually.get(() -> topics().events(Topics.PROMPTS, prompt), events -> !events.isEmpty())
                        .getFirst()
                        .event();
        assertThat(added.prompt())
                .containsExactly(
                        Message.user("Where is my parcel from last week? My name is [NAME], please write to [EMAIL]."));
        assertThat(added.split()).isEqualTo(Split.TRAIN);
        assertThat(queryOne("SELECT messages FROM feedback.prompt WHERE CAST(id AS text) = ?", prompt))
                .doesNotContain("Anna", "anna@");
        assertThat(queryOne("SELECT event FROM feedback.exchange WHERE completion_id = ?", taken))
                .doesNotContain("Anna", "parcel");
    }

    @Test
    void nothingIsTakenWithoutConsentOrFromOthersThanItsOwnPeople() {
        String service = account("service");
        String stranger = id(account("annotator"));
        mine(true, 50, List.of());
        ask(member, "A question without consent?");
        counted(Map.of("NO_CONSENT", 1));

        consent(true);
        ask(stranger, "A question of somebody who only names the project?");
        ask(id(service), "A question of a service account that nobody named?");
        counted(Map.of("NO_CONSENT", 1, "NOT_OURS", 2));

        assertThat(mine(true, 50, List.of(name)).text("detail"))
                .isEqualTo("mining.accounts names " + name + ", which is no service account.");
        assertThat(mine(true, 50, List.of(service)).body().path("mining").path("accounts"))
                .hasSize(1)
                .allMatch(account -> account.asText().equals(service));
        ask(id(service), "A question of a service account that was named?");
        counted(Map.of("NO_CONSENT", 1, "NOT_OURS", 2, "TAKEN", 1));

        // What came with a text before the consent was taken back.
        consent(false);
        ask(member, "A question after the consent was taken back?");
        counted(Map.of("NO_CONSENT", 2, "NOT_OURS", 2, "TAKEN", 1));
        assertThat(progress(manager, project).body().path("prompts").asInt()).isEqualTo(1);
    }

    @Test
    void noMoreThanSoManyADayAndNothingWhereItIsNotSet() {
        consent(true);
        ask(member, "A question before it was switched on?");
        mine(true, 1, List.of());
        ask(member, "What is the capital of France?");
        counted(Map.of("TAKEN", 1));
        ask(member, "How far away is the moon?");
        counted(Map.of("TAKEN", 1, "FULL", 1));
        assertThat(manager.send(
                                "PUT",
                                path(),
                                fresh(Map.of(
                                        "enabled",
                                        true,
                                        "mostADay",
                                        5,
                                        "share",
                                        0.0,
                                        "heldOut",
                                        0.1,
                                        "accounts",
                                        List.of())),
                                "If-Match",
                                "1")
                        .text("detail"))
                .isEqualTo("mining.share must be above 0 and at most 1 but is 0.0.");
    }

    @Test
    void whatSomebodyAskedGoesWithThem() {
        mine(true, 50, List.of());
        consent(true);
        String completion = ask(member, "What do my unusual symptoms mean, doctor?");
        counted(Map.of("TAKEN", 1));
        String prompt = queryOne("SELECT prompt_id FROM feedback.mined_prompt WHERE completion_id = ?", completion);
        String pair = UUID.randomUUID().toString();
        topics().sendWithId(candidates(project, prompt, "unusual symptoms", "yes", "no"), pair);
        Eventually.holds(
                SOON,
                "an item",
                () -> progress(manager, project).body().path("open").asInt() == 1);
        String item = prefer(someone("annotator"), project, "yes", 2);
        told(Topics.PREFERENCES, item, 1);

        Answer erasure = administrator().post("/api/accounts/" + name + "/erasure", Map.of("reason", "asked for it"));
        assertThat(erasure.status()).as(erasure.toString()).isLessThan(300);
        Eventually.holds(
                SOON,
                "erased",
                () -> queryOne("SELECT messages FROM feedback.prompt WHERE CAST(id AS text) = ?", prompt)
                        .contains("[ERASED]"));

        assertThat(told(Topics.PREFERENCES, item, 2).getLast()).isInstanceOf(PreferenceRetracted.class);
        assertThat(queryOne(
                        "SELECT first_candidate || second_candidate || review FROM feedback.item WHERE CAST(id AS text) = ?",
                        item))
                .contains("[ERASED]", "VOID")
                .doesNotContain("\"yes\"", "\"no\"");
        assertThat(queryOne("SELECT count(*) FROM feedback.outbox WHERE payload LIKE ?", "%unusual symptoms%"))
                .isEqualTo("0");
        String id = erasure.text("id");
        Answer keys = Eventually.get(
                () -> administrator().get("/api/erasures/" + id + "/keys"), answer -> answer.status() == 200);
        assertThat(keys.body().path("items").toString()).contains(item);
        assertThat(administrator()
                        .get("/api/erasures/" + id)
                        .body()
                        .path("projects")
                        .toString())
                .contains(project);
    }

    private String path() {
        return "/api/projects/" + project + "/fresh";
    }

    private Answer mine(boolean enabled, int mostADay, List<String> accounts) {
        return manager.send(
                "PUT",
                path(),
                fresh(Map.of(
                        "enabled", enabled, "mostADay", mostADay, "share", 1.0, "heldOut", 0.0, "accounts", accounts)),
                "If-Match",
                manager.get(path()).text("version"));
    }

    private static Map<String, Object> fresh(Map<String, Object> mining) {
        return Map.of(
                "enabled",
                false,
                "occasions",
                List.of(),
                "mostPrompts",
                100,
                "mix",
                Map.of("production", 1.0, "before", 0.0, "itself", 0.0),
                "mining",
                mining);
    }

    private void consent(boolean texts) {
        Answer given = manager.send(
                "PUT",
                "/api/projects/" + project + "/live",
                Map.of("texts", texts, "weight", 0.25),
                "If-Match",
                manager.get("/api/projects/" + project + "/live").text("version"));
        assertThat(given.status()).isEqualTo(200);
    }

    /** As inference-service tells it; with the text, as if it had not heard yet that there is no consent. */
    private String ask(String account, String question) {
        String completion = "chatcmpl-" + UUID.randomUUID();
        ExchangeEnded exchange = exchange(completion, account, new Texts(List.of(Message.user(question)), "Answer."));
        String event = UUID.randomUUID().toString();
        topics().sendWithId(exchange, event);
        topics().sendWithId(exchange, event);
        Eventually.holds(
                SOON,
                "it is known",
                () -> "1"
                        .equals(queryOne(
                                "SELECT count(*) FROM feedback.exchange WHERE completion_id = ?", completion)));
        return completion;
    }

    private ExchangeEnded exchange(String completion, String account, @Nullable Texts texts) {
        return new ExchangeEnded(
                completion,
                "production",
                null,
                "adapter-1",
                account,
                account + ".0123456789abcdef",
                project,
                Finish.STOP,
                300,
                4,
                9,
                false,
                texts,
                Instant.now());
    }

    /** What became of how many, in all. */
    private void counted(Map<String, Integer> expected) {
        Map<String, Integer> counts = Eventually.get(
                () -> {
                    Map<String, Integer> found = new HashMap<>();
                    manager.get(path())
                            .body()
                            .path("mined")
                            .properties()
                            .forEach(entry ->
                                    found.put(entry.getKey(), entry.getValue().asInt()));
                    return found;
                },
                found -> found.values().stream().mapToInt(Integer::intValue).sum()
                        >= expected.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum());
        assertThat(counts).isEqualTo(expected);
    }

    private String id(String of) {
        return queryOne("SELECT id FROM feedback.account WHERE name = ?", of);
    }
}
