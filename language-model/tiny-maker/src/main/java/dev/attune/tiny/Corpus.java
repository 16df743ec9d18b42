package dev.attune.tiny;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that attune-tiny is made from: three sets of questions without a common prompt, and answers of mixed
 * quality to the first set.
 *
 * @param taught questions whose answers the model is trained on
 * @param train questions for the ring: people rate answers to them and the policy trains on them
 * @param heldOut questions for evaluations only
 * @param examples answered questions of {@code taught}, each asked several times
 */
public record Corpus(List<Question> taught, List<Question> train, List<Question> heldOut, List<Example> examples) {

    /** A question with one answer to it. */
    public record Example(String prompt, String answer) {}

    private static final int QUESTIONS_PER_FAMILY = 900;
    private static final int TRAIN = 2200;
    private static final int HELD_OUT = 500;

    public Corpus {
        taught = List.copyOf(taught);
        train = List.copyOf(train);
        heldOut = List.copyOf(heldOut);
        examples = List.copyOf(examples);
    }

    /** The corpus of {@code seed} with {@code examples} answers; the same arguments give the same corpus. */
    public static Corpus generate(long seed, int examples) {
        SplittableRandom random = new SplittableRandom(seed);
        StylePhrases phrases = StylePhrases.shipped();
        List<Question> questions =
                AnswerWriter.shuffled(questions(Facts.shipped(), phrases, random.split()), random.split());
        List<Question> heldOut = questions.subList(0, HELD_OUT);
        List<Question> train = questions.subList(HELD_OUT, HELD_OUT + TRAIN);
        List<Question> taught = questions.subList(HELD_OUT + TRAIN, questions.size());
        return new Corpus(taught, train, heldOut, answer(taught, examples, phrases, random.split()));
    }

    private static List<Question> questions(Facts facts, StylePhrases phrases, RandomGenerator random) {
        Map<String, Question> byPrompt = Stream.concat(
                        NumberQuestions.all().stream(), WordQuestions.all(facts).stream())
                .filter(question -> !phrases.say(question.reference()))
                .collect(Collectors.toMap(Question::prompt, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        Map<String, List<Question>> byFamily = byPrompt.values().stream()
                .collect(Collectors.groupingBy(Question::family, LinkedHashMap::new, Collectors.toList()));
        return byFamily.values().stream()
                .flatMap(
                        family -> AnswerWriter.shuffled(family, random).stream().limit(QUESTIONS_PER_FAMILY))
                .toList();
    }

    private static List<Example> answer(
            List<Question> questions, int count, StylePhrases phrases, RandomGenerator random) {
        AnswerWriter writer = new AnswerWriter(phrases);
        Style.Mix mix = Style.Mix.shipped();
        List<Example> examples = new ArrayList<>(count);
        while (examples.size() < count) {
            for (Question question : AnswerWriter.shuffled(questions, random)) {
                if (examples.size() < count) {
                    examples.add(new Example(question.prompt(), writer.write(question, mix.draw(random), random)));
                }
            }
        }
        return examples;
    }
}
