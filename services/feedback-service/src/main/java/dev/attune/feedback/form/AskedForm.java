package dev.attune.feedback.form;

/**
 * A form under which a project has items.
 *
 * @param rated whether somebody has said something under it that holds
 */
public record AskedForm(Form form, boolean rated) {}
