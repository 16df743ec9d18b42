package dev.attune.lm.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * The tokens of several words as one tree: what words begin with in common is computed once. Where the tokens of one word
 * begin those of another ("card", "card arrival"), every word is followed by an end mark, without which the shorter one could
 * never lose.
 */
public final class LabelTrie {

    /** The parent of a word's first token: the prompt itself. */
    public static final int ROOT = -1;

    private final List<Integer> tokens = new ArrayList<>();
    private final List<Integer> parents = new ArrayList<>();
    private final List<int[]> paths = new ArrayList<>();
    private final boolean marked;

    /**
     * @param words the tokens of each word, none empty
     * @param end the mark, where the model has one
     */
    public LabelTrie(List<int[]> words, OptionalInt end) {
        this.marked = end.isPresent() && hasPrefix(words);
        for (int[] word : words) {
            int[] path = marked ? Arrays.copyOf(word, word.length + 1) : word;
            if (marked) {
                path[word.length] = end.getAsInt();
            }
            add(path);
        }
    }

    private static boolean hasPrefix(List<int[]> words) {
        for (int[] one : words) {
            for (int[] other : words) {
                if (one != other
                        && one.length <= other.length
                        && Arrays.equals(one, Arrays.copyOf(other, one.length))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void add(int[] word) {
        int[] path = new int[word.length];
        int at = ROOT;
        for (int depth = 0; depth < word.length; depth++) {
            at = child(at, word[depth]);
            path[depth] = at;
        }
        paths.add(path);
    }

    private int child(int parent, int token) {
        for (int node = 0; node < tokens.size(); node++) {
            if (parents.get(node) == parent && tokens.get(node) == token) {
                return node;
            }
        }
        tokens.add(token);
        parents.add(parent);
        return tokens.size() - 1;
    }

    /** Whether words are followed by an end mark. */
    public boolean isMarked() {
        return marked;
    }

    /** Nodes, each after its parent. */
    public int size() {
        return tokens.size();
    }

    public int token(int node) {
        return tokens.get(node);
    }

    /** The node before, or {@link #ROOT}. */
    public int parent(int node) {
        return parents.get(node);
    }

    /** Whether a node has others after it, so that the model must be asked what follows it. */
    public boolean hasChildren(int node) {
        return parents.contains(node);
    }

    /** The nodes of each word, in the order of the words. */
    public List<int[]> paths() {
        return paths;
    }
}
