package dev.attune.feedback.mining;

import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.event.Message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class LikenessTest {

    @Test
    void caseAndBlanksMakeNoDifference() {
        assertThat(of("  How do I\n reset MY password?").exact())
                .isEqualTo(of("how do i reset my password?").exact());
        assertThat(of("how do i reset my password").exact())
                .isNotEqualTo(of("how do i reset my password?").exact());
        assertThat(Likeness.of(List.of(new Message("system", "Be brief."), Message.user("Hi")))
                        .exact())
                .isEqualTo(of("hi").exact());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "how do i reset my password? | how do i reset my password",
                "Wie setze ich mein Passwort für den Router zurück? | Wie setze ich mein Passwort für den Router zurück",
                "كيف يمكنني إعادة تعيين كلمة المرور الخاصة بي؟ | كيف يمكنني إعادة تعيين كلمة المرور الخاصة بي",
                "What is the capital of France, and how large is it today? | What is the capital of France and how large is it today?",
            })
    void nearlyTheSame(String one, String other) {
        assertThat(of(one).nearly(of(other))).isTrue();
        assertThat(shareABand(of(one), of(other))).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "how do i reset my password? | how do i reset my router?",
                "What is the capital of France? | What is the capital of Greece?",
                "Wie alt ist der Mond? | Wie alt ist die Erde?",
                "ما هي عاصمة فرنسا؟ | ما هي عاصمة مصر؟",
                "hi | ho",
            })
    void anotherQuestion(String one, String other) {
        assertThat(of(one).nearly(of(other))).isFalse();
    }

    @Test
    void isTheShareOfCommonRuns() {
        // abcde bcdef cdefg against abcde bcdef cdefx: 2 of 4.
        assertThat(of("abcdefg").to(of("abcdefx"))).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void projectsHaveNothingInCommon() {
        long[] here = of("how do i reset my password?").bands("one project");
        long[] there = of("how do i reset my password?").bands("another project");

        assertThat(Arrays.stream(here).anyMatch(band -> Arrays.stream(there).anyMatch(other -> other == band)))
                .isFalse();
    }

    private static boolean shareABand(Likeness one, Likeness other) {
        long[] others = other.bands("p");
        return Arrays.stream(one.bands("p"))
                .anyMatch(band -> Arrays.stream(others).anyMatch(same -> same == band));
    }

    private static Likeness of(String text) {
        return Likeness.of(List.of(Message.user(text)));
    }
}
