package dev.attune.lm.classify;

/**
 * What a model is asked and the words whose likelihood is wanted.
 *
 * @param context token ids, at least one
 * @param place to be named by, such as {@code line 7 of reviews.csv}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Prompt(int[] context, LabelTrie words, String place) {

    /** Tokens that a pass needs, the words' included. */
    public int length() {
        int fed = 0;
        int deepest = 0;
        for (int[] path : words.paths()) {
            deepest = Math.max(deepest, path.length);
        }
        for (int node = 0; node < words.size(); node++) {
            fed += words.hasChildren(node) ? 1 : 0;
        }
        return context.length + Math.max(fed, deepest);
    }
}
