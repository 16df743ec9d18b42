package dev.attune.registry.prompt;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A name that leads to one version at a time.
 *
 * @param by pseudonym of who moved it there
 */
public record PromptLabel(String label, int version, String by, Instant at) {

    /** The version that answers users: only reviewers and administrators move it. */
    public static final String PRODUCTION = "production";

    /** The highest number; nobody moves it. */
    public static final String LATEST = "latest";

    private static final Pattern LEGAL = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    /** Whether a label may be called so. */
    public static boolean isLabel(String text) {
        return LEGAL.matcher(text).matches();
    }
}
