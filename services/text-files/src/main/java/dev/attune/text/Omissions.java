package dev.attune.text;

import java.util.ArrayList;
import java.util.List;

/** What is not used of data, or not whole: counted, and the first of it named by its place. */
public final class Omissions {

    private static final int NAMED = 20;

    private final String what;
    private final List<String> named = new ArrayList<>();
    private int leftOut;
    private int cut;

    /** @param what is counted, in the plural, such as pairs */
    public Omissions(String what) {
        this.what = what;
    }

    /**
     * One that is not used.
     *
     * @param place such as {@code line 2 of pairs.jsonl}
     * @param why the end of a sentence without a full stop
     */
    public void leaveOut(String place, String why) {
        leftOut++;
        name(place + " is left out: " + why + ".");
    }

    /** One of which only a part is used. */
    public void cut(String place, String what) {
        cut++;
        name(place + " is cut: " + what + ".");
    }

    private void name(String sentence) {
        if (named.size() < NAMED) {
            named.add(Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1));
        }
    }

    public int leftOut() {
        return leftOut;
    }

    public int cut() {
        return cut;
    }

    /** The first that was left out or cut, as a sentence; empty where all is used. */
    public String first() {
        return named.isEmpty() ? "" : named.getFirst();
    }

    /** For a log: the named ones, and how many there are in all; nothing where all is used. */
    public List<String> sentences() {
        if (leftOut + cut == 0) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>(named);
        sentences.add("In all " + leftOut + " " + what + " are left out and " + cut + " are cut.");
        return sentences;
    }
}
