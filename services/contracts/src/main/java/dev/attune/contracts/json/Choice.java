package dev.attune.contracts.json;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;

/** A closed choice among values that have a name in JSON and on the command line: LEFT_OUT is {@code left-out}. */
public interface Choice {

    /** The constant's name. */
    String name();

    /** The name as people write it. */
    @JsonValue
    default String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The value of a name.
     *
     * @throws IllegalArgumentException naming the values that there are
     */
    static <C extends Enum<C> & Choice> C of(Class<C> choices, String text) {
        return Stream.of(choices.getEnumConstants())
                .filter(choice -> choice.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("must be " + listed(choices) + " but is " + text));
    }

    /** All values of an enum of choices as a sentence lists them: {@code k1, k2 or k3}. */
    static String listed(Class<?> choices) {
        List<String> names = Stream.of(choices.getEnumConstants())
                .map(choice -> ((Choice) choice).text())
                .toList();
        int last = names.size() - 1;
        return last == 0 ? names.getFirst() : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
