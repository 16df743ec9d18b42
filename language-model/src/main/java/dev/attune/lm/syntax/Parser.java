package dev.attune.lm.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.attune.lm.python.JinjaException;
import dev.attune.lm.syntax.Statement.Parameter;
import dev.attune.lm.syntax.Statement.Target;
import dev.attune.lm.syntax.Token.Kind;

/** Reads a template. */
public final class Parser {
    private static final Set<String> ENDS_OF_IF = Set.of("elif", "else", "endif");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private int loops;

    private Parser(TokenStream tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    /**
     * The statements of a template.
     *
     * @throws JinjaException if it is no Jinja, or uses what chat templates cannot: other files
     */
    public static List<Statement> parse(String template) {
        return new Parser(new TokenStream(Lexer.tokens(template))).statements(Set.of());
    }

    /** Statements up to a tag that begins with one of {@code ends}, of which the beginning is read. */
    private List<Statement> statements(Set<String> ends) {
        tokens.enter();
        List<Statement> statements = new ArrayList<>();
        while (!tokens.current().is(Kind.END)) {
            Token token = tokens.next();
            switch (token.kind()) {
                case DATA -> statements.add(new Statement.Data(token.text()));
                case VARIABLE_BEGIN -> {
                    statements.add(new Statement.Print(expressions.tuple()));
                    tokens.expect(Kind.VARIABLE_END);
                }
                default -> {
                    if (tokens.isNameOf(ends)) {
                        tokens.leave();
                        return statements;
                    }
                    statements.add(statement());
                    tokens.expect(Kind.BLOCK_END);
                }
            }
        }
        if (!ends.isEmpty()) {
            throw tokens.error("the template ends where " + String.join(" or ", ends) + " is missing");
        }
        tokens.leave();
        return statements;
    }

    /** A body and the word of its end; {@code BLOCK_END} is left to the caller. */
    private List<Statement> body(String end) {
        tokens.expect(Kind.BLOCK_END);
        List<Statement> body = statements(Set.of(end));
        tokens.next();
        return body;
    }

    private Statement statement() {
        Token tag = tokens.next();
        if (!tag.is(Kind.NAME)) {
            throw tokens.error("a tag has no name");
        }
        return switch (tag.text()) {
            case "if" -> conditional();
            case "for" -> loop();
            case "set" -> assignment();
            case "macro" -> macro();
            case "call" -> call();
            case "filter" -> filterBlock();
            case "with" -> with();
            case "print" -> new Statement.Print(expressions.tuple());
            case "generation" -> new Statement.Scoped(body("endgeneration"));
            case "block" -> {
                tokens.expect(Kind.NAME);
                List<Statement> body = body("endblock");
                if (tokens.current().is(Kind.NAME)) {
                    tokens.next();
                }
                yield new Statement.Scoped(body);
            }
            case "break", "continue" -> {
                if (loops == 0) {
                    throw tokens.error("'" + tag.text() + "' stands outside a loop");
                }
                yield tag.text().equals("break") ? new Statement.Break() : new Statement.Continue();
            }
            default -> throw tokens.error("unknown tag '" + tag.text() + "'");
        };
    }

    private Statement conditional() {
        Expression test = expressions.tuple(false, Set.of());
        tokens.expect(Kind.BLOCK_END);
        List<Statement> then = statements(ENDS_OF_IF);
        Token end = tokens.next();
        List<Statement> otherwise = List.of();
        if (end.isName("elif")) {
            tokens.enter();
            otherwise = List.of(conditional());
            tokens.leave();
        } else if (end.isName("else")) {
            otherwise = body("endif");
        }
        return new Statement.If(test, then, otherwise);
    }

    private Statement loop() {
        Target target = target(Set.of("in"));
        tokens.expectName("in");
        Expression over = expressions.tuple(false, Set.of("recursive"));
        Optional<Expression> test = tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
        boolean recursive = tokens.skipName("recursive");
        tokens.expect(Kind.BLOCK_END);
        loops++;
        List<Statement> body = statements(Set.of("endfor", "else"));
        loops--;
        List<Statement> otherwise = List.of();
        if (tokens.next().isName("else")) {
            otherwise = body("endfor");
        }
        return new Statement.For(target, over, test, recursive, body, otherwise);
    }

    private Target target(Set<String> ends) {
        List<Target> targets = new ArrayList<>();
        boolean several = false;
        while (targets.isEmpty() || tokens.skipOperator(",")) {
            several |= !targets.isEmpty();
            if (several && (tokens.isNameOf(ends) || tokens.current().isOperator("="))) {
                break;
            }
            targets.add(oneTarget());
        }
        return several ? new Target.Several(targets) : targets.getFirst();
    }

    private Target oneTarget() {
        if (tokens.skipOperator("(")) {
            tokens.enter();
            Target inner = target(Set.of());
            tokens.leave();
            tokens.expectOperator(")");
            return inner;
        }
        if (!tokens.current().is(Kind.NAME)) {
            throw tokens.error("cannot assign to " + tokens.current().shown());
        }
        String name = tokens.next().text();
        if (Set.of("true", "false", "none", "True", "False", "None").contains(name)) {
            throw tokens.error("cannot assign to '" + name + "'");
        }
        return tokens.skipOperator(".")
                ? new Target.Member(name, tokens.expect(Kind.NAME).text())
                : new Target.Variable(name);
    }

    private Statement assignment() {
        Target target = target(Set.of());
        if (tokens.skipOperator("=")) {
            return new Statement.Assign(target, expressions.tuple());
        }
        Expression value = expressions.filters(new Expression.BlockText());
        return new Statement.AssignBlock(target, value, body("endset"));
    }

    private Statement macro() {
        String name = tokens.expect(Kind.NAME).text();
        List<Parameter> parameters = parameters();
        return Statement.Macro.of(name, parameters, ownBody("endmacro"));
    }

    /** A body that is run elsewhere: no loop around it is its own. */
    private List<Statement> ownBody(String end) {
        int around = loops;
        loops = 0;
        List<Statement> body = body(end);
        loops = around;
        return body;
    }

    private List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>();
        tokens.expectOperator("(");
        while (!tokens.skipOperator(")")) {
            if (!parameters.isEmpty()) {
                tokens.expectOperator(",");
            }
            String name = tokens.expect(Kind.NAME).text();
            boolean given = tokens.skipOperator("=");
            if (!given
                    && !parameters.isEmpty()
                    && parameters.getLast().otherwise().isPresent()) {
                throw tokens.error("a parameter without a default follows one with a default");
            }
            parameters.add(new Parameter(name, given ? Optional.of(expressions.expression()) : Optional.empty()));
        }
        return parameters;
    }

    private Statement call() {
        List<Parameter> parameters = tokens.current().isOperator("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw tokens.error("expected a call");
        }
        return new Statement.CallBlock(call, Statement.Macro.of("caller", parameters, ownBody("endcall")));
    }

    private Statement filterBlock() {
        Expression value = expressions.filters(expressions.filter(new Expression.BlockText()));
        return new Statement.FilterBlock(value, body("endfilter"));
    }

    private Statement with() {
        List<Target> targets = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.current().is(Kind.BLOCK_END)) {
            if (!targets.isEmpty()) {
                tokens.expectOperator(",");
            }
            targets.add(oneTarget());
            tokens.expectOperator("=");
            values.add(expressions.expression());
        }
        return new Statement.With(targets, values, body("endwith"));
    }
}
