package dev.attune.lm.syntax;

import java.util.List;
import java.util.Set;

import dev.attune.lm.python.JinjaException;
import dev.attune.lm.syntax.Token.Kind;

/** Tokens, read one after the other. */
final class TokenStream {
    /** Parts within parts: far more than any template has, and few enough for a thread's stack. */
    private static final int MAXIMUM_DEPTH = 150;

    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token current() {
        return tokens.get(at);
    }

    Token look() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (!token.is(Kind.END)) {
            at++;
        }
        return token;
    }

    boolean skipName(String name) {
        return skip(current().isName(name));
    }

    boolean skipOperator(String operator) {
        return skip(current().isOperator(operator));
    }

    private boolean skip(boolean there) {
        if (there) {
            next();
        }
        return there;
    }

    boolean isNameOf(Set<String> names) {
        return current().is(Kind.NAME) && names.contains(current().text());
    }

    boolean isOperatorOf(Set<String> operators) {
        return current().is(Kind.OPERATOR) && operators.contains(current().text());
    }

    Token expect(Kind kind) {
        if (!current().is(kind)) {
            throw error("expected a " + new Token(kind, kind.name().toLowerCase(java.util.Locale.ROOT), 0).shown()
                    + ", got " + current().shown());
        }
        return next();
    }

    void expectOperator(String operator) {
        if (!skipOperator(operator)) {
            throw error("expected '" + operator + "', got " + current().shown());
        }
    }

    void expectName(String name) {
        if (!skipName(name)) {
            throw error("expected '" + name + "', got " + current().shown());
        }
    }

    void enter() {
        if (++depth > MAXIMUM_DEPTH) {
            throw error("its parts are nested too deeply");
        }
    }

    void leave() {
        depth--;
    }

    JinjaException error(String what) {
        return new JinjaException(what + " (line " + current().line() + ")");
    }
}
