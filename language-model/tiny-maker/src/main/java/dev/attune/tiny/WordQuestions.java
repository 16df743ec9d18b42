package dev.attune.tiny;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import dev.attune.policy.reward.Words;

/** Questions that the facts answer: opposites, capitals, colors, categories, plurals, the calendar, letters and echoes. */
final class WordQuestions {

    private static final int DISTRACTORS = 8;

    private final Facts facts;
    private final List<Question> questions = new ArrayList<>();

    private WordQuestions(Facts facts) {
        this.facts = facts;
    }

    static List<Question> all(Facts facts) {
        WordQuestions words = new WordQuestions(facts);
        words.opposites();
        words.capitals();
        words.colors();
        words.categories();
        words.plurals();
        words.calendar();
        words.spelling();
        return words.questions;
    }

    private void opposites() {
        List<String> all =
                facts.opposites().stream().flatMap(List::stream).distinct().toList();
        for (List<String> pair : facts.opposites()) {
            for (int side = 0; side < 2; side++) {
                add(
                        "opposite",
                        pair.get(side),
                        pair.get(1 - side),
                        all,
                        List.of(
                                "What is the opposite of %s?",
                                "Name the opposite of %s.",
                                "Which word is the opposite of %s?",
                                "Give me the opposite of %s."));
            }
        }
    }

    private void capitals() {
        List<String> all = List.copyOf(facts.capitals().values());
        facts.capitals()
                .forEach((country, capital) -> add(
                        "capital",
                        country,
                        capital,
                        all,
                        List.of(
                                "What is the capital of %s?",
                                "Name the capital of %s.",
                                "Which city is the capital of %s?",
                                "Tell me the capital of %s.")));
    }

    private void colors() {
        List<String> all = facts.colors().values().stream().distinct().toList();
        facts.colors()
                .forEach((thing, color) -> add(
                        "color",
                        thing,
                        color,
                        all,
                        List.of(
                                "What color is %s?",
                                "What is the color of %s?", "Name the color of %s.", "Tell me the color of %s.")));
    }

    /** Each thing is asked about with its own category and with one other, so that yes and no are equally frequent. */
    private void categories() {
        List<String> names = List.copyOf(facts.categories().keySet());
        for (Map.Entry<String, List<String>> category : facts.categories().entrySet()) {
            for (String thing : category.getValue()) {
                String own = category.getKey();
                int offset = 1 + Math.floorMod(thing.hashCode(), names.size() - 1);
                String other = names.get((names.indexOf(own) + offset) % names.size());
                category(thing, own, "yes", "no");
                category(thing, other, "no", "yes");
            }
        }
    }

    private void category(String thing, String category, String reference, String wrong) {
        String asked = Words.withArticle(category);
        for (String prompt : List.of(
                "Is %s %s?".formatted(Words.withArticle(thing), asked),
                "Would you say that %s is %s?".formatted(Words.withArticle(thing), asked),
                "Yes or no: is %s %s?".formatted(Words.withArticle(thing), asked))) {
            questions.add(new Question("category", prompt, reference, List.of(wrong)));
        }
    }

    private void plurals() {
        SequencedMap<String, String> plurals = new LinkedHashMap<>(facts.irregularPlurals());
        facts.regularPlurals().forEach(noun -> plurals.put(noun, noun + "s"));
        plurals.forEach((noun, plural) -> {
            List<String> wrong = plural.equals(noun + "s")
                    ? List.of(noun, noun + "es", noun + "en")
                    : List.of(noun, noun + "s", noun + "en");
            wrong = wrong.stream().filter(form -> !form.equals(plural)).toList();
            for (String prompt : List.of("What is the plural of %s?", "Give the plural of %s.", "One %s, two what?")) {
                questions.add(new Question("plural", prompt.formatted(noun), plural, wrong));
            }
        });
    }

    private void calendar() {
        neighbours("day", facts.days());
        neighbours("month", facts.months());
    }

    private void neighbours(String unit, List<String> cycle) {
        for (int i = 0; i < cycle.size(); i++) {
            String next = cycle.get((i + 1) % cycle.size());
            String previous = cycle.get((i + cycle.size() - 1) % cycle.size());
            add(
                    "calendar",
                    cycle.get(i),
                    next,
                    cycle,
                    List.of(
                            "What " + unit + " comes after %s?",
                            "Which " + unit + " follows %s?",
                            "Name the " + unit + " after %s."));
            add(
                    "calendar",
                    cycle.get(i),
                    previous,
                    cycle,
                    List.of("What " + unit + " comes before %s?", "Name the " + unit + " before %s."));
        }
    }

    private void spelling() {
        List<String> letters =
                "bcdefghjklmnopqrstuvwxyz".chars().mapToObj(Character::toString).toList();
        for (String word : facts.words()) {
            add(
                    "repeat",
                    word,
                    word,
                    facts.words(),
                    List.of("Repeat the word %s.", "Say the word %s.", "Please say %s.", "Write the word %s."));
            add(
                    "first-letter",
                    word,
                    word.substring(0, 1),
                    letters,
                    List.of(
                            "What is the first letter of %s?",
                            "Which letter does %s start with?", "Name the first letter of %s."));
            add(
                    "last-letter",
                    word,
                    word.substring(word.length() - 1),
                    letters,
                    List.of(
                            "What is the last letter of %s?",
                            "Which letter does %s end with?", "Name the last letter of %s."));
        }
    }

    private void add(String family, String subject, String reference, List<String> answers, List<String> prompts) {
        int from = Math.floorMod(subject.hashCode(), answers.size());
        List<String> distractors = new ArrayList<>();
        for (int i = 0; i < answers.size() && distractors.size() < DISTRACTORS; i++) {
            String answer = answers.get((from + i) % answers.size());
            if (!Words.says(answer, reference) && !answer.equals(subject)) {
                distractors.add(answer);
            }
        }
        for (String prompt : prompts) {
            questions.add(new Question(family, prompt.formatted(subject), reference, distractors));
        }
    }
}
