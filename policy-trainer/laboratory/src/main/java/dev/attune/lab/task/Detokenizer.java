package dev.attune.lab.task;

import java.util.regex.Pattern;

/**
 * Joins what the Penn Treebank's tokeniser has cut, so that a text reads as people write it: {@code it 's good .} becomes
 * {@code it's good.}
 */
final class Detokenizer {

    private static final Pattern BEFORE =
            Pattern.compile("\\s+([.,;:!?%)\\]}]|'s\\b|'re\\b|'ve\\b|'ll\\b|'d\\b|'m\\b|n't\\b)");
    private static final Pattern BROKEN_NOT = Pattern.compile(
            "\\b(ca|wo|do|does|did|is|are|was|were|has|have|had|could"
                    + "|would|should|must|need|ai|sha)\\s+n\\s*'t\\b",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern AFTER = Pattern.compile("([(\\[{$#])\\s+");
    private static final Pattern QUOTED = Pattern.compile("(?:``|'')");
    private static final Pattern AROUND_QUOTES = Pattern.compile("\"\\s*([^\"]*?)\\s*\"");

    private Detokenizer() {}

    static String joined(String text) {
        String said = text.strip().replace("-lrb-", "(").replace("-rrb-", ")").replace("\\/", "/");
        said = QUOTED.matcher(said).replaceAll("\"");
        said = BROKEN_NOT.matcher(said).replaceAll("$1n't");
        said = BEFORE.matcher(said).replaceAll("$1");
        said = AFTER.matcher(said).replaceAll("$1");
        return AROUND_QUOTES.matcher(said).replaceAll("\"$1\"").replaceAll("\\s+", " ");
    }
}
