package dev.attune.lab.task;

import java.util.List;

/**
 * A class that a text may belong to.
 *
 * @param name as it is reported
 * @param id as the data say it
 * @param description for prompts that explain the labels; may be empty
 * @param words what an answer says for it, at least one; its probability is the sum of theirs
 */
public record Label(String name, String id, String description, List<String> words) {

    public Label {
        words = List.copyOf(words);
        if (name.isBlank() || words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
            throw TaskErrors.invalid("The label \"" + name + "\" needs a name, and words that are not blank.");
        }
    }

    /** One that data and answers call by its name; {@code card_arrival} is said as "card arrival". */
    public static Label named(String name) {
        return of(name, name);
    }

    /** One that answers call by its name. */
    public static Label of(String id, String name) {
        return new Label(name, id, "", List.of(name.replace('_', ' ').strip()));
    }

    public Label withDescription(String text) {
        return new Label(name, id, text, words);
    }

    /** The description, or where there is none the first word. */
    public String said() {
        return description.isEmpty() ? words.getFirst() : description;
    }
}
