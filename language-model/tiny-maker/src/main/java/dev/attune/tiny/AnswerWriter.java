package dev.attune.tiny;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;

import dev.attune.policy.reward.Words;

/** Writes an answer to a question in a given style: [opening] [filler] core [filler …] [closing], at most seven sentences. */
final class AnswerWriter {

    private static final List<String> CORES =
            List.of("It is %s.", "The answer is %s.", "That would be %s.", "I say %s.");
    private static final double OPENING_SHARE = 0.85;
    private static final double CLOSING_SHARE = 0.25;

    private final StylePhrases phrases;

    AnswerWriter(StylePhrases phrases) {
        this.phrases = phrases;
    }

    String write(Question question, Style style, RandomGenerator random) {
        List<String> sentences = new ArrayList<>();
        sentences.add(style.onSubject() ? core(question, style.right(), random) : pick(phrases.offSubject(), random));
        if (style.rambling()) {
            ramble(sentences, random);
        }
        switch (style.tone()) {
            case POLITE -> addTone(sentences, phrases.polite(), random);
            case RUDE -> addTone(sentences, phrases.rude(), random);
            case PLAIN -> {}
        }
        return String.join(" ", sentences);
    }

    private static String core(Question question, boolean right, RandomGenerator random) {
        String said = right ? question.reference() : pick(question.distractors(), random);
        return Words.capitalised(pick(CORES, random).formatted(said));
    }

    /** Two or three different fillers, the first of them before the answer half of the time. */
    private void ramble(List<String> sentences, RandomGenerator random) {
        List<String> fillers = shuffled(phrases.rambling(), random).subList(0, 2 + random.nextInt(2));
        boolean before = random.nextBoolean();
        sentences.addAll(fillers.subList(before ? 1 : 0, fillers.size()));
        if (before) {
            sentences.addFirst(fillers.getFirst());
        }
    }

    /** An opening, a closing or both. */
    private void addTone(List<String> sentences, List<String> tone, RandomGenerator random) {
        boolean opens = random.nextDouble() < OPENING_SHARE;
        boolean closes = random.nextDouble() < CLOSING_SHARE;
        if (opens || !closes) {
            sentences.addFirst(pick(phrases.openings(tone), random));
        }
        if (closes) {
            sentences.addLast(pick(phrases.closings(tone), random));
        }
    }

    private static <T> T pick(List<T> choices, RandomGenerator random) {
        return choices.get(random.nextInt(choices.size()));
    }

    static <T> List<T> shuffled(List<T> values, RandomGenerator random) {
        List<T> copy = new ArrayList<>(values);
        Collections.shuffle(copy, java.util.Random.from(random));
        return copy;
    }
}
