package dev.attune.feedback.rest.standing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.inject.Inject;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeEach;

import dev.attune.feedback.service.Candidates;
import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Api.Answer;
import dev.attune.feedback.testing.RatedItems;

import static org.assertj.core.api.Assertions.assertThat;

/** A project whose items are answers of checkpoints, each of which says its own name, and people who rate them. */
@SuppressWarnings("NullAway.Init")
abstract class StandingFixture extends RatedItems {

    @Inject
    Candidates candidates;

    Api manager;
    String project;

    @BeforeEach
    void projectOfAManager() {
        manager = someone("engineer");
        project = project(manager, 10);
    }

    static String path(String project) {
        return "/api/projects/" + project + "/standing";
    }

    JsonNode standing() {
        Answer answer = manager.get(path(project));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
        return answer.body();
    }

    List<Api> people(int count) {
        List<Api> people = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            people.add(someone("annotator"));
        }
        return people;
    }

    /** An item of the answers of these checkpoints, which are called {@code checkpoint-NAME}. */
    String item(String... names) {
        String text = "question " + UUID.randomUUID();
        String prompt = prompt(manager, project, text);
        candidates.enter(UUID.randomUUID().toString(), candidates(project, prompt, text, names));
        return prompt;
    }

    /** Rates the next item: this answer is better, or a verdict of two equal ones. Returns the rating. */
    Answer vote(Api who, String said) {
        Answer lease = next(who, project);
        assertThat(lease.status()).as(lease.toString()).isEqualTo(200);
        Answer rated = said.equals("TIE") || said.equals("BOTH_BAD")
                ? rate(who, lease, Map.of("verdict", said))
                : rate(who, lease, Map.of("verdict", side(lease, said), "strength", 1));
        assertThat(rated.status()).as(rated.toString()).isEqualTo(201);
        return rated;
    }

    /** A new item, and what each says of it, in turn. */
    void votes(List<Api> people, String one, String other, String... said) {
        item(one, other);
        for (int i = 0; i < said.length; i++) {
            vote(people.get(i), said[i]);
        }
    }

    static JsonNode named(JsonNode standing, String name) {
        for (JsonNode group : standing.path("groups")) {
            for (JsonNode checkpoint : group.path("checkpoints")) {
                if (checkpoint.path("checkpoint").asText().equals("checkpoint-" + name)) {
                    return checkpoint;
                }
            }
        }
        throw new AssertionError("No checkpoint " + name + " in " + standing);
    }
}
