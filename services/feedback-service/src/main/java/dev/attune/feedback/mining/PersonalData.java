package dev.attune.feedback.mining;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes personal data out of a text by rules, in English, German and Arabic, with any script's digits. Rules find forms, not people: a name that
 * nothing announces stays. Where a rule could be wrong it takes too much rather than too little, but for what the tests list as kept: years,
 * dates, times, amounts, versions, the machine's own addresses.
 */
public final class PersonalData {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    private static final Pattern URL =
            Pattern.compile("\\b[a-z][a-z0-9+.-]*://[^\\s/@:]+(?::[^\\s/@]*)?@[^\\s<>\"']*[^\\s<>\"'.,;:!?)]", FLAGS);
    private static final Pattern EMAIL = Pattern.compile(
            "[\\p{L}\\p{Nd}][\\p{L}\\p{Nd}._%+'-]*@[\\p{L}\\p{Nd}-]+(?:\\.[\\p{L}\\p{Nd}-]+)*\\.\\p{L}{2,}", FLAGS);
    private static final Pattern IBAN = Pattern.compile(
            "(?<![\\p{L}\\p{Nd}])[a-z]{2}\\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?(?![\\p{L}\\p{Nd}])", FLAGS);
    private static final Pattern CARD =
            Pattern.compile("(?<![\\p{Nd}.,-])\\p{Nd}(?:[ -]?\\p{Nd}){12,18}(?![\\p{Nd}]|[.,]\\p{Nd})");
    private static final Pattern PHONE = Pattern.compile(
            // With a country's number
            "(?<![\\p{L}\\p{Nd}]|\\p{Nd} )(?:\\+|00)[\\p{Nd}&&[^0\u0660\u06F0]](?:[ ()./-]{0,3}\\p{Nd}){6,13}(?![\\p{L}\\p{Nd}])"
                    // With the 0 before an area's number
                    + "|(?<![\\p{L}\\p{Nd}.,:-]|\\p{Nd} )\\(?[0\u0660\u06F0]\\p{Nd}{1,4}\\)?[ /-]{1,2}\\p{Nd}{3,8}(?:[ -]\\p{Nd}{2,5}){0,3}(?![\\p{L}\\p{Nd}])"
                    + "|(?<![\\p{L}\\p{Nd}.,:-])[0\u0660\u06F0]\\p{Nd}{8,12}(?![\\p{L}\\p{Nd}]|[.,]\\p{Nd})"
                    // North American
                    + "|(?<![\\p{L}\\p{Nd}.,-])\\(?[2-9]\\d{2}\\)?[ .-]{1,2}[2-9]\\d{2}[ .-]\\d{4}(?![\\p{L}\\p{Nd}])");
    private static final Pattern ANNOUNCED_PHONE = Pattern.compile(
            "((?:\\b(?:tel|phone|mobile|telephone|telefon|handy|mobil|rufnummer)\\b(?: ?(?:number|no|nummer|nr)\\b)?"
                    + "|\\bcall me (?:at|on)|هاتفي|هاتف|جوالي|جوال|رقمي)(?: (?:is|ist|lautet|هو))?[ .:]{1,3})"
                    + "(\\p{Nd}(?:[ /-]?\\p{Nd}){4,14})",
            FLAGS);

    private final Map<Personal, Integer> found = new EnumMap<>(Personal.class);
    private int taken;

    private PersonalData() {}

    /**
     * A text without what is personal.
     *
     * @param found how often each kind was
     * @param taken characters of the original that were replaced
     */
    public record Cleaned(String text, Map<Personal, Integer> found, int taken) {
        public Cleaned {
            found = Map.copyOf(found);
        }
    }

    /** The text with a placeholder in the place of all that a rule finds. */
    public static Cleaned of(String text) {
        PersonalData data = new PersonalData();
        String clean = data.replace(text, URL, Personal.URL, MatchResult::group);
        clean = data.replace(clean, EMAIL, Personal.EMAIL, MatchResult::group);
        clean = data.replace(clean, IBAN, Personal.IBAN, match -> CheckDigits.ibanIn(match.group()));
        clean = data.replace(clean, CARD, Personal.CARD, match -> CheckDigits.luhn(match.group()) ? match.group() : "");
        for (Pattern pattern : Addresses.PATTERNS) {
            String before = clean;
            clean = data.replace(
                    before, pattern, Personal.IP, match -> Addresses.names(before, match) ? match.group() : "");
        }
        clean = data.replace(clean, PHONE, Personal.PHONE, match -> Dates.is(match.group()) ? "" : match.group());
        clean = data.replace(clean, ANNOUNCED_PHONE, Personal.PHONE, match -> match.group(2));
        for (Pattern pattern : Names.PATTERNS) {
            clean = data.replace(clean, pattern, Personal.NAME, Names::in);
        }
        return new Cleaned(clean, data.found, data.taken);
    }

    /** Which part of a match is personal. */
    private interface Part {
        String of(MatchResult match);
    }

    /** @param part what of the match goes: a part of it, or nothing */
    private String replace(String text, Pattern pattern, Personal kind, Part part) {
        UnaryOperator<String> count = gone -> {
            found.merge(kind, 1, Integer::sum);
            taken += gone.length();
            return kind.placeholder();
        };
        return pattern.matcher(text).replaceAll(match -> {
            String whole = match.group();
            String gone = part.of(match);
            int at = gone.isEmpty() ? -1 : whole.lastIndexOf(gone);
            return Matcher.quoteReplacement(
                    at < 0 ? whole : whole.substring(0, at) + count.apply(gone) + whole.substring(at + gone.length()));
        });
    }
}
