package dev.attune.feedback.rest.call;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;

/** Which version of something the caller has seen, from the header If-Match. */
public final class Version {

    public static final String HEADER = "If-Match";

    private static final Pattern TAG = Pattern.compile("\"?(\\d{1,9})\"?");

    private Version() {}

    /** Null where the header is absent: the caller changes whatever is there. */
    public static @Nullable Integer seenOrAny(@Nullable String header) {
        return header == null ? null : Integer.valueOf(seen(header));
    }

    public static int seen(@Nullable String header) {
        if (header == null) {
            throw Fault.VERSION_MISSING.because(
                    "The header If-Match is missing; send the version that you have seen, such as \"1\".");
        }
        Matcher tag = TAG.matcher(header.strip());
        if (!tag.matches()) {
            throw Fault.INVALID_REQUEST.because("The header If-Match must hold one version, such as \"1\".");
        }
        return Integer.parseInt(tag.group(1));
    }

    /** The version as the header ETag says it. */
    public static String tag(int version) {
        return "\"" + version + "\"";
    }
}
