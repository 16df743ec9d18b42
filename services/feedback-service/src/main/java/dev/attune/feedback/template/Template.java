package dev.attune.feedback.template;

import java.util.List;

import dev.attune.feedback.form.Form;

/**
 * A project to begin with.
 *
 * @param id stable, such as {@code house-style}; the page has its name and what it is for in each language
 * @param prompts examples, each a person's turn
 */
public record Template(
        String id, String name, String about, String guidelines, Form form, int ratingsPerItem, List<String> prompts) {
    public Template {
        prompts = List.copyOf(prompts);
    }
}
