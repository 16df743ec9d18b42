package dev.attune.feedback.token;

import java.util.Arrays;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;

/** What a service token is good for. */
public enum Scope {
    PROJECTS_READ("projects:read", true),
    PROMPTS_WRITE("prompts:write", true),
    PREFERENCES_WRITE("preferences:write", true),
    RATINGS_READ("ratings:read", true),
    EXPORTS_READ("exports:read", true),
    THUMBS_WRITE("thumbs:write", true),
    MODELS_USE("models:use", false),
    REGISTRY_READ("registry:read", false);

    private final String text;
    private final boolean ofProject;

    Scope(String text, boolean ofProject) {
        this.text = text;
        this.ofProject = ofProject;
    }

    /** As tokens and requests say it. */
    public String text() {
        return text;
    }

    /** Whether it makes sense in one project; others are for tokens of all. */
    public boolean isOfProject() {
        return ofProject;
    }

    /**
     * The scope of a name.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when there is no such scope
     */
    public static Scope of(String text) {
        return Arrays.stream(values())
                .filter(scope -> scope.text.equals(text))
                .findFirst()
                .orElseThrow(() -> Fault.INVALID_REQUEST.because("There is no scope " + text + "; use "
                        + String.join(
                                ", ", Arrays.stream(values()).map(Scope::text).toList())
                        + "."));
    }
}
