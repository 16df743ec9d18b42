package dev.attune.contracts.task;

import java.util.List;

import dev.attune.contracts.error.Require;

/**
 * A class that a text may belong to.
 *
 * @param name as answers say it
 * @param id as examples say it
 * @param description for prompts that explain the labels; may be empty
 * @param words what the model says for it, at least one: its probability is the sum of theirs
 */
public record TaskLabel(String name, String id, String description, List<String> words) {
    public TaskLabel {
        Require.text(name, "the name of a label");
        id = id == null || id.isBlank() ? name : id;
        description = description == null ? "" : description;
        words = Require.copy(words);
        Require.that(!words.isEmpty(), "the label \"" + name + "\" has no words");
        Require.that(words.stream().noneMatch(String::isBlank), "a word of the label \"" + name + "\" is blank");
    }
}
