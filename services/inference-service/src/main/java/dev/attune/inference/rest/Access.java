package dev.attune.inference.rest;

/** Role names of the tokens. */
final class Access {

    static final String ANNOTATOR = "annotator";
    static final String REVIEWER = "reviewer";
    static final String ENGINEER = "engineer";
    static final String ADMINISTRATOR = "administrator";
    static final String SERVICE = "service";

    private Access() {}
}
