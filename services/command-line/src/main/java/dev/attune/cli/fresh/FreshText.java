package dev.attune.cli.fresh;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** What is set, and what came of it, as lines. */
final class FreshText {

    private FreshText() {}

    static void print(JsonNode state, PrintWriter out) {
        JsonNode mix = state.path("mix");
        out.printf(
                "New pairs     %s%n",
                state.path("enabled").asBoolean()
                        ? "on " + String.join(" and ", texts(state.path("occasions"))) + ", for "
                                + state.path("mostPrompts").asInt() + " prompts at most"
                        : "none are asked for");
        out.printf(
                "  mix         %s against production, %s against the one before, %s against itself%n",
                percent(mix.path("production")), percent(mix.path("before")), percent(mix.path("itself")));
        for (JsonNode round : state.path("rounds")) {
            out.printf(
                    "  %-10s  %s: %d asked for, %d came, %d old ones closed, %s%n",
                    round.path("occasion").asText(),
                    round.path("checkpoint").asText(),
                    round.path("asked").asInt(),
                    round.path("answered").asInt(),
                    round.path("closed").asInt(),
                    round.path("askedAt").asText());
        }
        printMining(state.path("mining"), out);
        state.path("mined")
                .properties()
                .forEach(entry -> out.printf(
                        "  %-14s %d%n", entry.getKey(), entry.getValue().asLong()));
    }

    private static void printMining(JsonNode mining, PrintWriter out) {
        if (!mining.path("enabled").asBoolean()) {
            out.printf("Logged use    none of it becomes prompts%n");
            return;
        }
        List<String> accounts = texts(mining.path("accounts"));
        out.printf(
                "Logged use    %s of the questions of members%s, %d prompts a day at most, %s held out%n",
                percent(mining.path("share")),
                accounts.isEmpty() ? "" : " and " + String.join(", ", accounts),
                mining.path("mostADay").asInt(),
                percent(mining.path("heldOut")));
    }

    private static String percent(JsonNode share) {
        return Math.round(100 * share.asDouble()) + " %";
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
