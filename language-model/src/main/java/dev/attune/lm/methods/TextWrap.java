package dev.attune.lm.methods;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.attune.lm.python.Budget;
import dev.attune.lm.python.PythonText;
import dev.attune.lm.python.Written;

/** The filter {@code wordwrap}: Python's {@code textwrap} without its rules for white space, one line after the other. */
public final class TextWrap {
    private final Budget budget;
    private final int width;
    private final boolean breakWords;
    private final boolean breakHyphens;

    public TextWrap(Budget budget, int width, boolean breakWords, boolean breakHyphens) {
        this.budget = budget;
        this.width = width;
        this.breakWords = breakWords;
        this.breakHyphens = breakHyphens;
    }

    /** {@code lines} in lines of at most {@code width} characters, joined by {@code end}. */
    public String wrapped(List<Object> lines, String end) {
        Written out = new Written(budget);
        for (int i = 0; i < lines.size(); i++) {
            out.add(i == 0 ? "" : end);
            List<String> parts = line(lines.get(i).toString());
            for (int k = 0; k < parts.size(); k++) {
                out.add(k == 0 ? "" : end).add(parts.get(k));
            }
        }
        return out.toString();
    }

    private List<String> line(String line) {
        Deque<String> chunks = chunks(line);
        List<String> lines = new ArrayList<>();
        while (!chunks.isEmpty()) {
            if (chunks.peek().isBlank() && !lines.isEmpty()) {
                chunks.pop();
            }
            List<String> current = new ArrayList<>();
            int length = 0;
            while (!chunks.isEmpty() && length + size(chunks.peek()) <= width) {
                length += size(chunks.peek());
                current.add(chunks.pop());
            }
            if (!chunks.isEmpty() && size(chunks.peek()) > width) {
                longWord(chunks, current, width - length);
            }
            if (!current.isEmpty() && current.getLast().isBlank()) {
                current.removeLast();
            }
            if (!current.isEmpty()) {
                budget.hold(1);
                lines.add(budget.made(String.join("", current)));
            }
        }
        return lines;
    }

    /** What fits of a word that is longer than a line; all of it on a line of its own where words are not broken. */
    private void longWord(Deque<String> chunks, List<String> current, int space) {
        if (!breakWords) {
            if (current.isEmpty()) {
                current.add(chunks.pop());
            }
            return;
        }
        String word = chunks.pop();
        int end = word.offsetByCodePoints(0, space);
        int hyphen = breakHyphens ? word.substring(0, end).lastIndexOf('-') : -1;
        if (hyphen > 0 && word.substring(0, hyphen).chars().anyMatch(one -> one != '-')) {
            end = hyphen + 1;
        }
        current.add(word.substring(0, end));
        chunks.push(budget.made(word.substring(end)));
    }

    private static int size(String text) {
        return text.codePointCount(0, text.length());
    }

    /** Words, the white space between them, and the parts of words with hyphens. */
    private Deque<String> chunks(String line) {
        Deque<String> chunks = new ArrayDeque<>();
        int from = 0;
        for (int at = 1; at <= line.length(); at++) {
            if (at == line.length() || isSpace(line, at) != isSpace(line, at - 1) || isAfterHyphen(line, at)) {
                budget.hold(1);
                chunks.add(line.substring(from, at));
                from = at;
            }
        }
        return chunks;
    }

    private boolean isAfterHyphen(String line, int at) {
        return breakHyphens
                && at > 1
                && line.charAt(at - 1) == '-'
                && Character.isLetter(line.charAt(at - 2))
                && Character.isLetter(line.charAt(at));
    }

    private static boolean isSpace(String line, int at) {
        return PythonText.isSpace(line.charAt(at)) && line.charAt(at) < 0x80;
    }
}
