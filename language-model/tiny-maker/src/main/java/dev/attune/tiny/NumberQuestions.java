package dev.attune.tiny;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Sums, differences, comparisons, neighbours and counting, all with numbers below a hundred. */
final class NumberQuestions {

    private static final int LARGEST_TERM = 12;
    private static final int LARGEST = 60;

    private NumberQuestions() {}

    static List<Question> all() {
        List<Question> questions = new ArrayList<>();
        sums(questions);
        differences(questions);
        comparisons(questions);
        neighbours(questions);
        counting(questions);
        return questions;
    }

    private static void sums(List<Question> into) {
        for (int a = 0; a <= LARGEST_TERM; a++) {
            for (int b = 0; b <= LARGEST_TERM; b++) {
                add(
                        into,
                        "sum",
                        a + b,
                        numbersNear(a + b),
                        List.of(
                                "What is %d plus %d?".formatted(a, b),
                                "Add %d and %d.".formatted(a, b),
                                "How much is %d plus %d?".formatted(a, b),
                                "What do you get if you add %d and %d?".formatted(a, b)));
            }
        }
    }

    private static void differences(List<Question> into) {
        for (int a = 0; a <= LARGEST_TERM; a++) {
            for (int b = 0; b <= a; b++) {
                add(
                        into,
                        "difference",
                        a - b,
                        numbersNear(a - b),
                        List.of(
                                "What is %d minus %d?".formatted(a, b),
                                "Subtract %d from %d.".formatted(b, a),
                                "How much is %d minus %d?".formatted(a, b),
                                "What is left if you take %d from %d?".formatted(b, a)));
            }
        }
    }

    private static void comparisons(List<Question> into) {
        for (int a = 1; a <= LARGEST; a++) {
            for (int b = 1; b <= LARGEST; b++) {
                if (a != b) {
                    List<String> other = List.of(Integer.toString(Math.min(a, b)));
                    add(
                            into,
                            "bigger",
                            Math.max(a, b),
                            other,
                            List.of(
                                    "Which is bigger, %d or %d?".formatted(a, b),
                                    "Which number is larger, %d or %d?".formatted(a, b)));
                }
            }
        }
    }

    private static void neighbours(List<Question> into) {
        for (int n = 1; n <= LARGEST; n++) {
            add(
                    into,
                    "next-number",
                    n + 1,
                    numbersNear(n + 1),
                    List.of(
                            "What number comes after %d?".formatted(n),
                            "Which number follows %d?".formatted(n),
                            "Say the number after %d.".formatted(n),
                            "Add one to %d.".formatted(n)));
        }
    }

    private static void counting(List<Question> into) {
        for (int first = 1; first <= 20; first++) {
            for (int last = first + 2; last <= first + 5; last++) {
                List<Integer> numbers =
                        IntStream.rangeClosed(first, last).boxed().toList();
                List<String> wrong = numbers.stream()
                        .skip(1)
                        .map(left -> sequence(
                                numbers.stream().filter(n -> !n.equals(left)).toList()))
                        .toList();
                for (String prompt : List.of(
                        "Count from %d to %d.", "Say the numbers from %d to %d.", "List the numbers from %d to %d.")) {
                    into.add(new Question("count", prompt.formatted(first, last), sequence(numbers), wrong));
                }
            }
        }
    }

    private static String sequence(List<Integer> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** The numbers at a distance of one to three, none negative. */
    private static List<String> numbersNear(int n) {
        return IntStream.rangeClosed(Math.max(0, n - 3), n + 3)
                .filter(other -> other != n)
                .mapToObj(Integer::toString)
                .toList();
    }

    private static void add(
            List<Question> into, String family, int reference, List<String> distractors, List<String> prompts) {
        for (String prompt : prompts) {
            into.add(new Question(family, prompt, Integer.toString(reference), distractors));
        }
    }
}
