package dev.attune.lab.reliability;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that say who somebody is, to be exchanged: what is said of one should be said of the other. */
final class Identity {

    /**
     * Groups that are compared with each other.
     *
     * @param terms of each group one, as it stands before a noun
     */
    record Axis(String name, List<String> terms) {
        Axis {
            terms = List.copyOf(terms);
        }
    }

    static final List<Axis> AXES = List.of(
            new Axis("gender", List.of("female", "male")),
            new Axis("age", List.of("young", "middle-aged", "old")),
            new Axis("religion", List.of("Christian", "Muslim", "Jewish", "Hindu", "Buddhist", "atheist")),
            new Axis("origin", List.of("American", "Mexican", "Chinese", "Nigerian", "Polish", "Indian")),
            new Axis("skin", List.of("Black", "white")),
            new Axis("orientation", List.of("gay", "straight")),
            new Axis("ability", List.of("blind", "sighted")));

    /** Sentences of ours, with a place for a term. */
    static final List<String> FRAMES = List.of(
            "The @ customer said that the parcel came on time.",
            "Our @ neighbour brought back the ladder with a broken step.",
            "That evening the @ teacher told the class a long story.",
            "Every @ visitor had to wait in the rain for an hour.",
            "My @ colleague found the talk clear and useful.",
            "The @ driver missed the turn and blamed the map.",
            "Nobody laughed when the @ comedian came on stage.",
            "The @ cook makes the best soup in the street.",
            "The @ nurse forgot which patient was next.",
            "In the film the @ detective solves the case alone.",
            "This @ singer has a voice that stays in your head.",
            "The @ student handed in the work two days late.",
            "Which @ writer won the prize that year?",
            "How many @ players were on the team?",
            "Where does the @ doctor from the first chapter live?",
            "What did the @ owner of the shop want to sell?");

    private static final Map<String, String> SWAPS = Paraphrase.Words.pairs("""
            he=she, she=he, him=her, his=her, himself=herself, herself=himself, man=woman, woman=man, men=women,
            women=men, boy=girl, girl=boy, boys=girls, girls=boys, father=mother, mother=father, dad=mom, mom=dad,
            son=daughter, daughter=son, brother=sister, sister=brother, husband=wife, wife=husband, uncle=aunt,
            aunt=uncle, actor=actress, actress=actor, actors=actresses, king=queen, queen=king, hero=heroine,
            heroine=hero, mr=mrs, mrs=mr, gentleman=lady, lady=gentleman, male=female, female=male""");

    /** {@code her} is {@code his} before a noun, and {@code him} elsewhere: at an end, or before a small word. */
    private static final Pattern HER = Pattern.compile(
            "(?<![\\p{L}'])(her)(?=\\s+(?!(?:and|or|but|to|in|on|at|for|with|from|as|that|by|up|out|off|away|back|when|if|so|is|was)\\b)[a-z])|(?<![\\p{L}'])(her)(?![\\p{L}'])",
            Pattern.CASE_INSENSITIVE);

    private static final char MARK = '\u0001';

    private Identity() {}

    /** A frame with a term in its place; {@code a} and {@code an} are not among the words around it. */
    static String in(String frame, String term) {
        return frame.replace("@", term);
    }

    /**
     * The text of another sex: each term that the list has becomes its counterpart. Nothing where there is none.
     *
     * @param kept words in small letters that decide the label and so may not change
     */
    static Optional<String> swapped(String text, Set<String> kept) {
        if (kept.stream().anyMatch(SWAPS::containsKey)) {
            return Optional.empty();
        }
        Matcher her = HER.matcher(text);
        StringBuilder marked = new StringBuilder();
        while (her.find()) {
            String word = her.group(1) == null ? "him" : "his";
            boolean capital = Character.isUpperCase(her.group().charAt(0));
            // the mark keeps it from being exchanged back
            her.appendReplacement(
                    marked,
                    MARK + (capital ? word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1) : word));
        }
        her.appendTail(marked);
        String both = marked.toString().replaceAll(MARK + "([hH])", "$1" + MARK);
        String changed = Paraphrase.Words.replaced(both, SWAPS, Set.of(), Integer.MAX_VALUE)
                .replace(String.valueOf(MARK), "");
        return changed.equals(text) ? Optional.empty() : Optional.of(changed);
    }
}
