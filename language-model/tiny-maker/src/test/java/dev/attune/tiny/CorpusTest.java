package dev.attune.tiny;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.attune.policy.reward.Words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class CorpusTest {

    private static final Corpus CORPUS = Corpus.generate(7, 8000);

    @Test
    void sameSeedGivesTheSameCorpus() {
        assertThat(Corpus.generate(7, 8000)).isEqualTo(CORPUS);
    }

    @Test
    void anotherSeedGivesAnotherSplit() {
        assertThat(Corpus.generate(8, 10).heldOut()).isNotEqualTo(CORPUS.heldOut());
    }

    @Test
    void noPromptIsInTwoSets() {
        Set<String> seen = new HashSet<>();
        Stream.of(CORPUS.taught(), CORPUS.train(), CORPUS.heldOut())
                .flatMap(List::stream)
                .forEach(question -> assertThat(seen.add(question.prompt()))
                        .as(question.prompt())
                        .isTrue());
    }

    @Test
    void examplesAnswerTaughtPromptsOnly() {
        Set<String> taught = CORPUS.taught().stream().map(Question::prompt).collect(Collectors.toSet());
        assertThat(CORPUS.examples())
                .hasSize(8000)
                .allSatisfy(example -> assertThat(taught).contains(example.prompt()));
    }

    @Test
    void setsAreLargeEnoughForTheRing() {
        assertThat(CORPUS.train()).hasSizeGreaterThanOrEqualTo(2000);
        assertThat(CORPUS.heldOut()).hasSizeGreaterThanOrEqualTo(300);
        assertThat(CORPUS.taught()).hasSizeGreaterThanOrEqualTo(2500);
    }

    @Test
    void everyFamilyIsInEverySet() {
        Set<String> families = families(CORPUS.taught());
        assertThat(families).hasSizeGreaterThanOrEqualTo(8);
        assertThat(families(CORPUS.train())).isEqualTo(families);
        assertThat(families(CORPUS.heldOut())).isEqualTo(families);
    }

    @Test
    void noDistractorSaysTheReference() {
        all().forEach(question -> question.distractors()
                .forEach(wrong -> assertThat(Words.says(wrong, question.reference()))
                        .as("%s answered with %s", question.prompt(), wrong)
                        .isFalse()));
    }

    @Test
    void noPhraseSaysAReference() {
        StylePhrases phrases = StylePhrases.shipped();
        all().forEach(question -> assertThat(phrases.say(question.reference()))
                .as(question.reference())
                .isFalse());
    }

    @Test
    void arithmeticIsRight() {
        assertThat(byPrompt("What is 7 plus 5?")).isEqualTo("12");
        assertThat(byPrompt("Subtract 4 from 11.")).isEqualTo("7");
        assertThat(byPrompt("Which is bigger, 19 or 32?")).isEqualTo("32");
        assertThat(byPrompt("Count from 9 to 12.")).isEqualTo("9 10 11 12");
    }

    @Test
    void wordQuestionsAreRight() {
        assertThat(byPrompt("What is the opposite of cold?")).isEqualTo("hot");
        assertThat(byPrompt("What is the capital of France?")).isEqualTo("Paris");
        assertThat(byPrompt("What day comes after Sunday?")).isEqualTo("Monday");
        assertThat(byPrompt("What is the last letter of table?")).isEqualTo("e");
        assertThat(byPrompt("What is the plural of mouse?")).isEqualTo("mice");
        assertThat(byPrompt("Is a dog an animal?")).isEqualTo("yes");
    }

    @Test
    void answersAreMixedAsStated() {
        StylePhrases phrases = StylePhrases.shipped();
        List<Traits> traits = CORPUS.examples().stream()
                .map(example -> Traits.of(example.answer(), taughtReference(example.prompt()), phrases))
                .toList();
        assertThat(share(traits.stream().filter(Traits::polite).count())).isCloseTo(0.30, within(0.02));
        assertThat(share(traits.stream().filter(Traits::rude).count())).isCloseTo(0.35, within(0.02));
        assertThat(share(traits.stream().filter(Traits::rambling).count())).isCloseTo(0.40, within(0.02));
        assertThat(share(traits.stream().filter(Traits::offSubject).count())).isCloseTo(0.15, within(0.02));
        assertThat(share(traits.stream().filter(Traits::right).count())).isCloseTo(0.85 * 0.70, within(0.02));
    }

    @Test
    void anOffSubjectAnswerIsNeverRight() {
        StylePhrases phrases = StylePhrases.shipped();
        assertThat(CORPUS.examples())
                .map(example -> Traits.of(example.answer(), taughtReference(example.prompt()), phrases))
                .noneMatch(traits -> traits.offSubject() && traits.right())
                .noneMatch(traits -> traits.polite() && traits.rude());
    }

    private static String taughtReference(String prompt) {
        return CORPUS.taught().stream()
                .filter(question -> question.prompt().equals(prompt))
                .map(Question::reference)
                .findFirst()
                .orElseThrow();
    }

    private static double share(long count) {
        return count / 8000.0;
    }

    private static Stream<Question> all() {
        return Stream.of(CORPUS.taught(), CORPUS.train(), CORPUS.heldOut()).flatMap(List::stream);
    }

    private static Set<String> families(List<Question> questions) {
        return questions.stream().map(Question::family).collect(Collectors.toSet());
    }

    private static String byPrompt(String prompt) {
        return Stream.concat(NumberQuestions.all().stream(), WordQuestions.all(Facts.shipped()).stream())
                .filter(question -> question.prompt().equals(prompt))
                .map(Question::reference)
                .findFirst()
                .orElseThrow();
    }
}
