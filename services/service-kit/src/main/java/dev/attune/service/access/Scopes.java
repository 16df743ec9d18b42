package dev.attune.service.access;

/** What a service token may be good for, as annotations want it: constants. */
public final class Scopes {

    public static final String PROJECTS_READ = "projects:read";
    public static final String PROMPTS_WRITE = "prompts:write";
    public static final String PREFERENCES_WRITE = "preferences:write";
    public static final String RATINGS_READ = "ratings:read";
    public static final String EXPORTS_READ = "exports:read";
    public static final String THUMBS_WRITE = "thumbs:write";

    /** Asking the models that are served. */
    public static final String MODELS_USE = "models:use";

    /** Reading runs, checkpoints, evaluations and promotions. */
    public static final String REGISTRY_READ = "registry:read";

    private Scopes() {}
}
