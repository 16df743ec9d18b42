package dev.attune.lm.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import dev.attune.lm.error.CheckpointException;

/**
 * Prints how many conversations of six turns each of the fixtures' chat templates writes in a second here, and how long the
 * first takes: {@code TemplateProbe chat-templates.json}. Not a test.
 */
final class TemplateProbe {
    private static final Map<String, Object> SPECIAL = Map.of("bos_token", "<s>", "eos_token", "</s>");
    private static final double SECONDS = 1;

    private TemplateProbe() {}

    public static void main(String[] arguments) throws IOException {
        List<Message> whole = conversation();
        List<Message> withoutSystem = whole.subList(1, whole.size());
        long started = System.nanoTime();
        for (JsonNode family :
                new ObjectMapper().readTree(Path.of(arguments[0]).toFile()).get("templates")) {
            ChatTemplate template =
                    new ChatTemplate(family.get("template").asText(), SPECIAL, UnaryOperator.identity());
            long before = System.nanoTime();
            List<Message> conversation = takes(template, whole) ? whole : withoutSystem;
            double first = (System.nanoTime() - before) / 1e6;
            int characters = template.render(conversation, true).length();
            perSecond(template, conversation); // until compiled
            System.out.printf(
                    "%-24s %6d characters, first %6.1f ms, then %7.0f/s%n",
                    family.get("name").asText(), characters, first, perSecond(template, conversation));
        }
        System.out.printf("%.1f s in all%n", (System.nanoTime() - started) / 1e9);
    }

    /** Some templates refuse system messages. */
    private static boolean takes(ChatTemplate template, List<Message> conversation) {
        try {
            return !template.render(conversation, true).isEmpty();
        } catch (CheckpointException refused) {
            return false;
        }
    }

    /** Three questions and two answers of 60 words each after a system message. */
    private static List<Message> conversation() {
        Random random = new Random(7);
        List<Message> turns = new ArrayList<>(List.of(new Message("system", words(random))));
        for (int turn = 0; turn < 5; turn++) {
            turns.add(turn % 2 == 0 ? Message.user(words(random)) : Message.assistant(words(random)));
        }
        return turns;
    }

    private static String words(Random random) {
        StringBuilder words = new StringBuilder();
        for (int word = 0; word < 60; word++) {
            words.append("word").append(random.nextInt(1000)).append(' ');
        }
        return words.toString().strip();
    }

    private static double perSecond(ChatTemplate template, List<Message> conversation) {
        long started = System.nanoTime();
        int count = 0;
        while (System.nanoTime() - started < SECONDS * 1e9) {
            template.render(conversation, true);
            count++;
        }
        return count / ((System.nanoTime() - started) / 1e9);
    }
}
