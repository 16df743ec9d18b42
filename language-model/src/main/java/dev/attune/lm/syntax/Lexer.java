package dev.attune.lm.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.PythonText;
import dev.attune.lm.syntax.Token.Kind;

/**
 * Cuts a template into tokens, with {@code trim_blocks} and {@code lstrip_blocks} as transformers sets them: a line end
 * after a statement or a remark goes, and so does white space before them at the beginning of a line. A plus in the tag
 * keeps it, a minus takes all white space.
 */
final class Lexer {
    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    /** Whether the text that comes next begins a line. */
    private boolean lineStarts = true;

    private int counted;
    private int line = 1;

    private Lexer(String source) {
        this.source = source;
    }

    /** All tokens of a template, the last of kind END. */
    static List<Token> tokens(String template) {
        String lines = template.replace("\r\n", "\n").replace('\r', '\n');
        String whole = lines.endsWith("\n") ? lines.substring(0, lines.length() - 1) : lines;
        return new Lexer(whole).run();
    }

    private List<Token> run() {
        while (at < source.length()) {
            int begin = nextBegin(at);
            if (begin < 0) {
                data(source.substring(at));
                at = source.length();
                break;
            }
            char kind = source.charAt(begin + 1);
            int rawEnd = kind == '%' ? wordTag(begin, "raw") : -1;
            text(begin, kind != '{');
            if (rawEnd >= 0) {
                at = rawEnd;
                lineStarts = source.charAt(at - 1) == '\n';
                raw();
            } else if (kind == '#') {
                comment(begin);
            } else {
                at = begin + 2 + (isSign(begin + 2, kind) ? 1 : 0);
                lineStarts = false;
                token(kind == '%' ? Kind.BLOCK_BEGIN : Kind.VARIABLE_BEGIN, source.substring(begin, at));
                inside(kind == '%' ? "%}" : "}}", kind == '%' ? Kind.BLOCK_END : Kind.VARIABLE_END);
            }
        }
        token(Kind.END, "");
        return tokens;
    }

    private int nextBegin(int from) {
        for (int i = from; i + 1 < source.length(); i++) {
            if (source.charAt(i) == '{' && "{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    private boolean isSign(int place, char kind) {
        return place < source.length()
                && (source.charAt(place) == '-' || source.charAt(place) == '+' && kind != '{' || isPlusVariable(place));
    }

    /** Jinja takes a plus for a sign at the beginning of a print statement, too. */
    private boolean isPlusVariable(int place) {
        return source.charAt(place) == '+';
    }

    /** The text before a tag, as the tag leaves it. */
    private void text(int begin, boolean isBlock) {
        String text = source.substring(at, begin);
        char sign = begin + 2 < source.length() ? source.charAt(begin + 2) : ' ';
        if (sign == '-') {
            text = PythonText.stripEnd(text);
        } else if (sign != '+' && isBlock) {
            int lineStart = text.lastIndexOf('\n') + 1;
            if ((lineStart > 0 || lineStarts)
                    && text.substring(lineStart).codePoints().allMatch(PythonText::isSpace)) {
                text = text.substring(0, lineStart);
            }
        }
        data(text);
    }

    private void data(String text) {
        if (!text.isEmpty()) {
            token(Kind.DATA, text);
        }
    }

    private void comment(int begin) {
        int end = source.indexOf("#}", begin + 2);
        if (end < 0) {
            throw error("a remark has no end");
        }
        at = end + 2;
        char before = source.charAt(end - 1);
        // the minus of {#-#} is the beginning's
        boolean signed = end - 1 > begin + 2;
        afterTag(signed && before == '-', signed && before == '+');
    }

    /** What a tag takes of the text after it. */
    private void afterTag(boolean minus, boolean plus) {
        if (minus) {
            skipSpace();
        } else if (!plus && at < source.length() && source.charAt(at) == '\n') {
            at++;
        }
        lineStarts = at > 0 && source.charAt(at - 1) == '\n';
    }

    private void skipSpace() {
        while (at < source.length() && PythonText.isSpace(source.codePointAt(at))) {
            at += Character.charCount(source.codePointAt(at));
        }
    }

    /** Where a tag of only {@code word} at {@code begin} ends, with the white space that it takes; -1 if it is another. */
    private int wordTag(int begin, String word) {
        int place = begin + 2;
        if (place < source.length() && (source.charAt(place) == '-' || source.charAt(place) == '+')) {
            place++;
        }
        place = spaceEnd(place);
        if (!source.startsWith(word, place)) {
            return -1;
        }
        place = spaceEnd(place + word.length());
        if (source.startsWith("-%}", place)) {
            return spaceEnd(place + 3);
        }
        if (source.startsWith("%}", place)) {
            return place + 2;
        }
        return word.equals("endraw") && source.startsWith("+%}", place) ? place + 3 : -1;
    }

    private int spaceEnd(int from) {
        int place = from;
        while (place < source.length() && PythonText.isSpace(source.codePointAt(place))) {
            place += Character.charCount(source.codePointAt(place));
        }
        return place;
    }

    private void raw() {
        for (int begin = source.indexOf("{%", at); begin >= 0; begin = source.indexOf("{%", begin + 2)) {
            int end = wordTag(begin, "endraw");
            if (end >= 0) {
                text(begin, true);
                boolean plain = source.startsWith("%}", end - 2) && source.charAt(end - 3) != '+';
                at = end;
                boolean minus = !source.startsWith("%}", end - 2) || end >= 3 && source.charAt(end - 3) == '-';
                afterTag(minus, !plain);
                return;
            }
        }
        throw error("a raw part has no end");
    }

    private void inside(String end, Kind endKind) {
        Deque<Character> open = new ArrayDeque<>();
        Words words = new Words(source);
        while (true) {
            at = spaceEnd(at);
            if (at >= source.length()) {
                return;
            }
            if (open.isEmpty()) {
                boolean minus = source.startsWith("-" + end, at);
                boolean plus = endKind == Kind.BLOCK_END && source.startsWith("+" + end, at);
                if (minus || plus || source.startsWith(end, at)) {
                    token(endKind, end);
                    at += end.length() + (minus || plus ? 1 : 0);
                    afterTag(minus, plus || endKind == Kind.VARIABLE_END);
                    return;
                }
            }
            Token token = words.at(at, line());
            balance(open, token);
            tokens.add(token);
            at = words.end();
        }
    }

    private void balance(Deque<Character> open, Token token) {
        if (!token.is(Kind.OPERATOR) || token.text().length() != 1) {
            return;
        }
        char character = token.text().charAt(0);
        int opening = "([{".indexOf(character);
        if (opening >= 0) {
            open.push(")]}".charAt(opening));
        } else if (")]}".indexOf(character) >= 0 && (open.isEmpty() || open.pop() != character)) {
            throw error("'" + character + "' closes nothing");
        }
    }

    private void token(Kind kind, String text) {
        tokens.add(new Token(kind, text, line()));
    }

    private int line() {
        for (; counted < Math.min(at, source.length()); counted++) {
            line += source.charAt(counted) == '\n' ? 1 : 0;
        }
        return line;
    }

    private JinjaException error(String what) {
        return new JinjaException(what + " (line " + line() + ")");
    }
}
