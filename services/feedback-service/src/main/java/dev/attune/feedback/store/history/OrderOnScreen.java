package dev.attune.feedback.store.history;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.form.Form;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.store.AnswerOrder;

/**
 * Which answer of an item stood where when it was rated.
 *
 * @param answers by position
 */
record OrderOnScreen(List<Integer> answers) {
    OrderOnScreen {
        answers = List.copyOf(answers);
    }

    static OrderOnScreen of(Form form, boolean leftFirst, @Nullable String order) {
        if (form.task() == Task.COMPARE) {
            return new OrderOnScreen(leftFirst ? List.of(0, 1) : List.of(1, 0));
        }
        return new OrderOnScreen(AnswerOrder.read(order));
    }

    /** What there is for each answer, by position; empty stays empty. */
    <T> List<T> shown(List<T> byAnswer) {
        return byAnswer.isEmpty()
                ? byAnswer
                : answers.stream().map(byAnswer::get).toList();
    }

    int position(int answer) {
        return answers.indexOf(answer);
    }

    List<List<Integer>> ranking(List<List<Integer>> groups) {
        return groups.stream()
                .map(group -> group.stream().map(answers::indexOf).sorted().toList())
                .toList();
    }
}
