package dev.attune.service.access;

/** The roles that tokens carry, as annotations want them: constants. */
public final class Roles {

    public static final String ANNOTATOR = "annotator";
    public static final String REVIEWER = "reviewer";
    public static final String ENGINEER = "engineer";
    public static final String ADMINISTRATOR = "administrator";
    public static final String SERVICE = "service";

    private Roles() {}
}
