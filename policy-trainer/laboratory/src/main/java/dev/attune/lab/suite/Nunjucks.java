package dev.attune.lab.suite;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.attune.lab.template.TextTemplate;

/**
 * Nunjucks where it is Jinja: variables, dotted paths, {@code if}, {@code for}, {@code set}, {@code raw} and some filters; others are
 * refused by name. Two things differ and are translated: a line's end after a tag is kept, and {@code dump} writes JSON.
 */
final class Nunjucks {

    private static final Set<String> FILTERS = Set.of(
            "upper",
            "lower",
            "trim",
            "join",
            "tojson",
            "length",
            "first",
            "last",
            "default",
            "capitalize",
            "title",
            "replace",
            "safe",
            "string",
            "int",
            "float",
            "abs",
            "round",
            "reverse",
            "sort");

    private static final Pattern TAG = Pattern.compile("\\{%([-+]?)(.*?)([-+]?)%}", Pattern.DOTALL);
    private static final Pattern RAW =
            Pattern.compile("\\{%([-+]?)\\s*raw\\s*(-?)%}(.*?)\\{%([-+]?)\\s*endraw\\s*([-+]?)%}", Pattern.DOTALL);
    private static final Pattern DUMP = Pattern.compile("\\|\\s*dump\\b(?:\\([^)]*\\))?");

    private Nunjucks() {}

    /** @param place to be named by, as the beginning of a sentence */
    static TextTemplate template(String source, String place) {
        String jinja = jinja(source);
        // the last line's end is text here and not in Jinja
        TextTemplate template = TextTemplate.of(jinja.endsWith("\n") ? jinja + "\n" : jinja, place);
        Set<String> unknown = new TreeSet<>(template.filters());
        unknown.removeAll(FILTERS);
        if (!unknown.isEmpty()) {
            throw SuiteErrors.invalid(place + " uses the filter " + String.join(", ", unknown)
                    + ", which is not read here; there are dump, " + String.join(", ", new TreeSet<>(FILTERS)) + ".");
        }
        return template.shownAs(source);
    }

    private static String jinja(String source) {
        StringBuilder jinja = new StringBuilder();
        Matcher raw = RAW.matcher(source);
        int at = 0;
        for (; raw.find(at); at = raw.end()) {
            jinja.append(rendered(source.substring(at, raw.start())));
            jinja.append("{%" + kept(raw.group(1)) + " raw " + raw.group(2) + "%}");
            jinja.append(raw.group(3));
            jinja.append("{%" + kept(raw.group(4)) + " endraw " + kept(raw.group(5)) + "%}");
        }
        return jinja + rendered(source.substring(at));
    }

    /** What lies outside of raw parts. */
    private static String rendered(String source) {
        String dumped = DUMP.matcher(source).replaceAll(Matcher.quoteReplacement("| tojson(separators=(',', ':'))"));
        return TAG.matcher(dumped)
                .replaceAll(tag -> Matcher.quoteReplacement("{%"
                        + kept(tag.group(1))
                        + tag.group(2).replaceFirst("^(\\s*)elseif\\b", "$1elif")
                        + kept(tag.group(3))
                        + "%}"));
    }

    /** The sign of a tag: without one Jinja would take the line's end. */
    private static String kept(String sign) {
        return sign.isEmpty() ? "+" : sign;
    }

    /** Whether a text has anything to render. */
    static boolean isTemplate(String text) {
        return text.contains("{{") || text.contains("{%");
    }
}
