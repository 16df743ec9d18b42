package dev.attune.feedback.rest;

/** The roles as annotations want them: constants. */
final class Roles {

    static final String ANNOTATOR = "annotator";
    static final String REVIEWER = "reviewer";
    static final String ENGINEER = "engineer";
    static final String ADMINISTRATOR = "administrator";
    static final String SERVICE = "service";

    private Roles() {}
}
