package dev.attune.feedback.service.form;

import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.form.Axis;
import dev.attune.feedback.form.Form;
import dev.attune.feedback.form.Task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FormsTest {

    private static Forms.Wish wish(@Nullable Task task, @Nullable Integer answers, @Nullable Integer top) {
        return new Forms.Wish(task, answers, top, null, null, null, null, null);
    }

    private static Forms.Wish axes(Axis... axes) {
        return new Forms.Wish(null, null, null, List.of(axes), null, null, null, null);
    }

    private static Forms.Wish flags(String... flags) {
        return new Forms.Wish(null, null, null, null, List.of(flags), null, null, null);
    }

    private static Axis axis(String name, int lowest, int highest) {
        return new Axis(name, name, lowest, highest, null, null);
    }

    @Test
    void whoSaysNothingGetsTwoAnswersToCompare() {
        assertThat(Forms.of(wish(null, null, null))).isEqualTo(Form.PLAIN);
        assertThat(Forms.of(wish(Task.RANK, null, null)).answers()).isEqualTo(4);
        assertThat(Forms.of(wish(Task.DEMONSTRATE, 2, null)).answers()).isZero();
        assertThat(Forms.of(wish(Task.RANK, 8, 7)).top()).isEqualTo(7);
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                arguments(wish(Task.COMPARE, 3, null), "not 3; with the task RANK"),
                arguments(wish(Task.RANK, 2, null), "From 3 to 8"),
                arguments(wish(Task.RANK, 9, null), "form.answers is 9"),
                arguments(wish(Task.RANK, 4, 4), "between 1 and 3"),
                arguments(wish(Task.RANK, 4, 0), "between 1 and 3"),
                arguments(wish(Task.COMPARE, 2, 1), "form.top is for the task RANK only"),
                arguments(axes(axis("help", 5, 5)), "lowest below the highest"),
                arguments(axes(axis("help", -1, 5)), "between 0 and 10"),
                arguments(axes(axis("help", 0, 11)), "between 0 and 10"),
                arguments(axes(axis("help", 1, 5), axis("help", 1, 5)), "names help twice"),
                arguments(axes(new Axis("help", " ", 1, 5, null, null)), "label of the axis help"),
                arguments(axes(new Axis("help", "help", 1, 5, "x".repeat(101), null)), "label of the axis help"),
                arguments(axes(Collections.nCopies(9, axis("a", 1, 5)).toArray(Axis[]::new)), "At most 8 axes"),
                arguments(flags("bad", "bad"), "names bad twice"),
                arguments(flags(" bad"), "white space around it"),
                arguments(flags("\u200b"), "is empty"),
                arguments(flags("a\nb"), "is empty"),
                arguments(flags("x".repeat(41)), "longer than 40"),
                arguments(
                        flags(Stream.iterate(0, i -> i + 1)
                                .limit(13)
                                .map(i -> "f" + i)
                                .toArray(String[]::new)),
                        "13 things"),
                arguments(
                        new Forms.Wish(Task.DEMONSTRATE, null, null, null, List.of("bad"), null, null, null),
                        "Where raters write the answer"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void whatCannotBeAskedIsSaid(Forms.Wish wish, String sentence) {
        assertThatThrownBy(() -> Forms.of(wish))
                .isInstanceOfSatisfying(
                        FeedbackException.class,
                        refusal -> assertThat(refusal.fault()).isEqualTo(Fault.INVALID_REQUEST))
                .hasMessageContaining(sentence);
    }
}
