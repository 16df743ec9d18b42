package dev.attune.feedback.store;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/** Which answer stood where, as it is kept: {@code 2,0,1}. */
final class AnswerOrder {

    private AnswerOrder() {}

    static String text(List<Integer> order) {
        return order.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    static List<Integer> read(@Nullable String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split(",")).map(Integer::valueOf).toList();
    }
}
