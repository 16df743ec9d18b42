package dev.attune.lab.reliability;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.attune.contracts.json.Choice;

/** Changes of a text that leave what it says as it is, made by rules. */
public enum Paraphrase implements Choice {
    /** {@code do not} becomes {@code don't}; where nothing can be contracted, the other way round. */
    CONTRACTION {
        @Override
        String change(String text, Set<String> kept) {
            String contracted = Words.replaced(text, Words.CONTRACTIONS, kept, Integer.MAX_VALUE);
            return contracted.equals(text)
                    ? Words.replaced(text, Words.turned(Words.CONTRACTIONS), kept, Integer.MAX_VALUE)
                    : contracted;
        }
    },
    /** Two letters inside one long word change places; which, the text decides. */
    TYPO {
        @Override
        String change(String text, Set<String> kept) {
            Random random = new Random(text.hashCode());
            Matcher words = LONG.matcher(text);
            StringBuilder typed = new StringBuilder();
            int wanted = random.nextInt(
                    Math.max(1, (int) LONG.matcher(text).results().count()));
            for (int word = 0; words.find(); word++) {
                String found = words.group();
                boolean this_one = word == wanted && !kept.contains(found.toLowerCase(Locale.ROOT));
                words.appendReplacement(typed, Matcher.quoteReplacement(this_one ? swapped(found, random) : found));
            }
            return words.appendTail(typed).toString();
        }

        private static String swapped(String word, Random random) {
            int first = 1 + random.nextInt(word.length() - 3);
            return word.substring(0, first) + word.charAt(first + 1) + word.charAt(first) + word.substring(first + 2);
        }
    },
    /** All in small letters; what is so already begins with a capital. */
    CASE {
        @Override
        String change(String text, Set<String> kept) {
            String small = text.toLowerCase(Locale.ROOT);
            return small.equals(text) ? text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1) : small;
        }
    },
    /** The first two words of a list of ours become others of like meaning. */
    SYNONYM {
        @Override
        String change(String text, Set<String> kept) {
            return Words.replaced(text, Words.SYNONYMS, kept, 2);
        }
    };

    private static final Pattern LONG = Pattern.compile("(?<![\\p{L}\\p{N}'])[a-zA-Z]{5,}(?![\\p{L}\\p{N}'])");

    abstract String change(String text, Set<String> kept);

    /**
     * The changed text, or nothing where the rule finds nothing to change.
     *
     * @param kept words in small letters that stay, such as those of the labels
     */
    public Optional<String> of(String text, Set<String> kept) {
        String changed = text.isEmpty() ? text : change(text, kept);
        return changed.equals(text) ? Optional.empty() : Optional.of(changed);
    }

    /** Words that become others. */
    static final class Words {

        /** {@code this=that}, apart by commas. */
        private static final Pattern PAIR = Pattern.compile("([^\\s,=][^,=]*)=([^,]*[^\\s,])");

        static final Map<String, String> CONTRACTIONS = pairs("""
                do not=don't, does not=doesn't, did not=didn't, is not=isn't, are not=aren't, was not=wasn't,
                were not=weren't, has not=hasn't, have not=haven't, had not=hadn't, would not=wouldn't,
                could not=couldn't, should not=shouldn't, will not=won't, cannot=can't, it is=it's, that is=that's,
                there is=there's, what is=what's, who is=who's, where is=where's, i am=i'm, you are=you're,
                we are=we're, they are=they're, i have=i've, you have=you've, we have=we've, i will=i'll""");

        static final Map<String, String> SYNONYMS = pairs("""
                film=movie, movie=film, films=movies, movies=films, story=tale, begin=start, begins=starts, big=large,
                large=big, small=little, little=small, quick=fast, fast=quick, funny=amusing, amusing=funny,
                boring=dull, dull=boring, smart=clever, clever=smart, sad=unhappy, happy=glad, often=frequently,
                nearly=almost, almost=nearly, also=too, whole=entire, entire=whole, buy=purchase, purchase=buy,
                bought=purchased, help=assist, show=display, shows=displays, city=town, town=city, kid=child,
                kids=children, children=kids, car=automobile, picture=image, image=picture, job=work, wrong=incorrect,
                hard=difficult, difficult=hard, easy=simple, simple=easy, strange=odd, odd=strange, famous=well-known,
                rich=wealthy, called=named, named=called, biggest=largest, largest=biggest, maybe=perhaps,
                perhaps=maybe, however=though, many=numerous, need=require, phone=telephone, start=begin, end=finish,
                ending=finale, sick=ill, gift=present, scary=frightening, lovely=charming, charming=lovely""");

        private Words() {}

        static Map<String, String> pairs(String text) {
            Map<String, String> pairs = new LinkedHashMap<>();
            Matcher all = PAIR.matcher(text);
            while (all.find()) {
                pairs.put(all.group(1), all.group(2));
            }
            return pairs;
        }

        static Map<String, String> turned(Map<String, String> pairs) {
            Map<String, String> turned = new LinkedHashMap<>();
            pairs.forEach((one, other) -> turned.put(other, one));
            return turned;
        }

        /** A text in which the first words that the map has are replaced; a capital stays one. */
        static String replaced(String text, Map<String, String> words, Set<String> kept, int most) {
            Matcher found = anyOf(words.keySet()).matcher(text);
            StringBuilder changed = new StringBuilder();
            int count = 0;
            while (found.find()) {
                String word = found.group();
                String other = words.getOrDefault(word.toLowerCase(Locale.ROOT), word);
                boolean stays = count >= most
                        || kept.contains(word.toLowerCase(Locale.ROOT))
                        || kept.contains(other.toLowerCase(Locale.ROOT));
                count += stays ? 0 : 1;
                found.appendReplacement(changed, Matcher.quoteReplacement(stays ? word : like(word, other)));
            }
            return found.appendTail(changed).toString();
        }

        private static Pattern anyOf(Set<String> words) {
            String any = String.join(
                    "|",
                    words.stream()
                            .sorted((one, other) -> other.length() - one.length())
                            .map(Pattern::quote)
                            .toList());
            return Pattern.compile("(?<![\\p{L}\\p{N}'])(?:" + any + ")(?![\\p{L}\\p{N}'])", Pattern.CASE_INSENSITIVE);
        }

        private static String like(String word, String other) {
            return Character.isUpperCase(word.charAt(0))
                    ? other.substring(0, 1).toUpperCase(Locale.ROOT) + other.substring(1)
                    : other;
        }
    }
}
