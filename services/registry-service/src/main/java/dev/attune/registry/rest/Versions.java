package dev.attune.registry.rest;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

/** Versions as the headers ETag and If-Match say them. */
public final class Versions {

    private static final Pattern TAG = Pattern.compile("\"?(\\d{1,9})\"?");

    private Versions() {}

    public static String tag(int version) {
        return "\"" + version + "\"";
    }

    /**
     * What the caller has seen; null: any.
     *
     * @throws AttuneException {@code bad-version}
     */
    public static @Nullable Integer seen(@Nullable String match) {
        if (match == null) {
            return null;
        }
        Matcher tag = TAG.matcher(match.strip());
        if (!tag.matches()) {
            throw ErrorCategory.CALLER.error(
                    "bad-version", "The header If-Match must hold the version that you have read, such as \"1\".");
        }
        return Integer.valueOf(tag.group(1));
    }
}
