package dev.attune.feedback.service.need;

import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.need.Need;
import dev.attune.feedback.need.Wanted;

/** Languages and skills as they are kept. */
public final class Tags {

    /** So many of each at most. */
    private static final int MOST = 20;

    private static final int HIGHEST_PRIORITY = 2;
    private static final Pattern SKILL = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,39}");

    private Tags() {}

    /**
     * The tag in its usual form: {@code DE-ch} is {@code de-CH}.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when there is no such language
     */
    public static String language(String tag) {
        try {
            Locale locale = new Locale.Builder().setLanguageTag(tag.strip()).build();
            // Java names a language that it does not know by its code.
            boolean known = !locale.getDisplayLanguage(Locale.ENGLISH).equals(locale.getLanguage());
            if (known) {
                return locale.toLanguageTag();
            }
        } catch (IllformedLocaleException e) {
            throw Fault.INVALID_REQUEST.because(unknown(tag));
        }
        throw Fault.INVALID_REQUEST.because(unknown(tag));
    }

    private static String unknown(String tag) {
        return "There is no language " + tag + "; use a tag of BCP 47, such as en, de-CH or zh-Hant.";
    }

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} */
    public static List<String> languages(List<String> tags) {
        checkCount("languages", tags);
        return tags.stream().map(Tags::language).distinct().sorted().toList();
    }

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} */
    public static List<String> skills(List<String> names) {
        checkCount("skills", names);
        return names.stream().map(Tags::skill).distinct().sorted().toList();
    }

    private static String skill(String name) {
        String skill = name.strip().toLowerCase(Locale.ROOT);
        Fault.INVALID_REQUEST.when(
                !SKILL.matcher(skill).matches(),
                "A skill is a short name of letters, digits and spaces, such as medicine, but one is “" + name + "”.");
        return skill;
    }

    private static void checkCount(String field, List<String> names) {
        Fault.INVALID_REQUEST.when(
                names.size() > MOST, field + " has " + names.size() + " entries; at most " + MOST + " are allowed.");
    }

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} */
    public static Need need(@Nullable String language, List<String> skills) {
        return new Need(language == null ? null : language(language), skills(skills));
    }

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} */
    public static Wanted wanted(@Nullable String language, List<String> skills, int priority) {
        checkPriority(priority);
        return new Wanted(need(language, skills), priority);
    }

    /** @throws FeedbackException {@link Fault#INVALID_REQUEST} */
    static void checkPriority(int priority) {
        Fault.INVALID_REQUEST.when(
                Math.abs(priority) > HIGHEST_PRIORITY,
                "priority must lie between -" + HIGHEST_PRIORITY + " and " + HIGHEST_PRIORITY + " but is " + priority
                        + ".");
    }
}
