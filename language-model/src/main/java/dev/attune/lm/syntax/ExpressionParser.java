package dev.attune.lm.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.attune.lm.python.JinjaException;
import dev.attune.lm.syntax.Expression.Handed;
import dev.attune.lm.syntax.Expression.Named;
import dev.attune.lm.syntax.Token.Kind;

/** Reads expressions, with the precedence of Jinja's own parser. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> NO_ARGUMENT = Set.of("else", "or", "and");
    private static final Set<Kind> VALUES = Set.of(Kind.NAME, Kind.STRING, Kind.INTEGER, Kind.FLOAT);
    private static final Set<String> OPENING = Set.of("(", "[", "{");

    private final TokenStream tokens;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
    }

    Expression expression() {
        return nested(this::conditional);
    }

    private Expression nested(java.util.function.Supplier<Expression> part) {
        tokens.enter();
        Expression expression = part.get();
        tokens.leave();
        return expression;
    }

    /** One expression, or a tuple without parentheses. */
    Expression tuple() {
        return tuple(true, Set.of());
    }

    /** As the other; without a conditional, where {@code if} is a word of the statement, up to one of {@code ends}. */
    Expression tuple(boolean conditional, Set<String> ends) {
        return tuple(conditional, ends, false);
    }

    private Expression tuple(boolean conditional, Set<String> ends, boolean parentheses) {
        List<Expression> items = new ArrayList<>();
        boolean several = false;
        while (true) {
            if (!items.isEmpty()) {
                if (!tokens.skipOperator(",")) {
                    break;
                }
                several = true;
            }
            if (isTupleEnd(ends)) {
                break;
            }
            items.add(conditional ? expression() : nested(this::or));
        }
        if (!several && items.size() == 1) {
            return items.getFirst();
        }
        if (items.isEmpty() && !parentheses) {
            throw tokens.error("expected an expression, got " + tokens.current().shown());
        }
        return new Expression.TupleOf(items);
    }

    private boolean isTupleEnd(Set<String> ends) {
        Token current = tokens.current();
        return current.is(Kind.VARIABLE_END)
                || current.is(Kind.BLOCK_END)
                || current.isOperator(")")
                || tokens.isNameOf(ends);
    }

    private Expression conditional() {
        Expression value = or();
        while (tokens.skipName("if")) {
            Expression test = or();
            Optional<Expression> otherwise =
                    tokens.skipName("else") ? Optional.of(nested(this::conditional)) : Optional.empty();
            value = new Expression.Conditional(test, value, otherwise);
        }
        return value;
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        return tokens.skipName("not") ? new Expression.Not(nested(this::not)) : comparison();
    }

    private Expression comparison() {
        Expression first = sum();
        List<String> operators = new ArrayList<>();
        List<Expression> operands = new ArrayList<>();
        while (true) {
            if (tokens.isOperatorOf(COMPARISONS)) {
                operators.add(tokens.next().text());
            } else if (tokens.skipName("in")) {
                operators.add("in");
            } else if (tokens.current().isName("not") && tokens.look().isName("in")) {
                tokens.next();
                tokens.next();
                operators.add("not in");
            } else {
                break;
            }
            operands.add(sum());
        }
        return operators.isEmpty() ? first : new Expression.Comparison(first, operators, operands);
    }

    private Expression sum() {
        Expression left = concatenation();
        while (tokens.isOperatorOf(Set.of("+", "-"))) {
            left = new Expression.Arithmetic(tokens.next().text(), left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        List<Expression> parts = new ArrayList<>(List.of(product()));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return parts.size() == 1 ? parts.getFirst() : new Expression.Concatenation(parts);
    }

    private Expression product() {
        Expression left = power();
        while (tokens.isOperatorOf(Set.of("*", "/", "//", "%"))) {
            left = new Expression.Arithmetic(tokens.next().text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (tokens.skipOperator("**")) {
            left = new Expression.Arithmetic("**", left, unary(true));
        }
        return left;
    }

    private Expression unary(boolean filtered) {
        Expression operand;
        if (tokens.isOperatorOf(Set.of("+", "-"))) {
            boolean negative = tokens.next().text().equals("-");
            operand = new Expression.Signed(negative, nested(() -> unary(false)));
        } else {
            operand = primary();
        }
        operand = postfix(operand);
        return filtered ? filtered(operand) : operand;
    }

    private Expression primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME ->
                switch (token.text()) {
                    case "true", "True" -> constant(true);
                    case "false", "False" -> constant(false);
                    case "none", "None" -> new Expression.Constant(Optional.empty());
                    default -> new Expression.Name(token.text());
                };
            case STRING -> {
                StringBuilder text = new StringBuilder(token.text());
                while (tokens.current().is(Kind.STRING)) {
                    text.append(tokens.next().text());
                }
                yield constant(text.toString());
            }
            case INTEGER -> constant(Long.parseLong(token.text()));
            case FLOAT -> constant(Double.parseDouble(token.text()));
            case OPERATOR -> bracketed(token);
            case DATA, BLOCK_BEGIN, BLOCK_END, VARIABLE_BEGIN, VARIABLE_END, END -> throw unexpected(token);
        };
    }

    private Expression bracketed(Token opening) {
        return switch (opening.text()) {
            case "(" -> {
                Expression inner = tuple(true, Set.of(), true);
                tokens.expectOperator(")");
                yield inner;
            }
            case "[" -> new Expression.ListOf(untilClosed("]"));
            case "{" -> dictionary();
            default -> throw unexpected(opening);
        };
    }

    private List<Expression> untilClosed(String closing) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skipOperator(closing)) {
            if (!items.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.skipOperator(closing)) {
                    break;
                }
            }
            items.add(expression());
        }
        return items;
    }

    private Expression dictionary() {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.skipOperator("}")) {
            if (!keys.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.skipOperator("}")) {
                    break;
                }
            }
            keys.add(expression());
            tokens.expectOperator(":");
            values.add(expression());
        }
        return new Expression.DictionaryOf(keys, values);
    }

    private static Expression constant(Object value) {
        return new Expression.Constant(Optional.of(value));
    }

    private JinjaException unexpected(Token token) {
        return tokens.error("unexpected " + token.shown());
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            if (tokens.current().isOperator(".") || tokens.current().isOperator("[")) {
                value = subscript(value);
            } else if (tokens.current().isOperator("(")) {
                value = new Expression.Call(value, handed());
            } else {
                return value;
            }
        }
    }

    private Expression filtered(Expression start) {
        Expression value = start;
        while (true) {
            if (tokens.current().isOperator("|")) {
                value = filters(value);
            } else if (tokens.current().isName("is")) {
                value = test(value);
            } else if (tokens.current().isOperator("(")) {
                value = new Expression.Call(value, handed());
            } else {
                return value;
            }
        }
    }

    /** The filters that stand here, each after a bar. */
    Expression filters(Expression start) {
        Expression value = start;
        while (tokens.skipOperator("|")) {
            value = filter(value);
        }
        return value;
    }

    /** The filter that stands here, its bar already read. */
    Expression filter(Expression operand) {
        Token name = tokens.expect(Kind.NAME);
        return new Expression.Filter(operand, name.text(), handedOrNothing(), name.line());
    }

    private Handed handedOrNothing() {
        return tokens.current().isOperator("(") ? handed() : Handed.NOTHING;
    }

    private Expression test(Expression operand) {
        tokens.expectName("is");
        boolean negated = tokens.skipName("not");
        Token name = tokens.expect(Kind.NAME);
        Handed handed = Handed.NOTHING;
        Token current = tokens.current();
        if (current.isOperator("(")) {
            handed = handed();
        } else if ((VALUES.contains(current.kind()) || tokens.isOperatorOf(OPENING)) && !tokens.isNameOf(NO_ARGUMENT)) {
            if (current.isName("is")) {
                throw tokens.error("tests cannot be chained with is");
            }
            Expression argument = nested(() -> postfix(primary()));
            handed = new Handed(List.of(argument), List.of(), Optional.empty(), Optional.empty());
        }
        Expression test = new Expression.Test(operand, name.text(), handed, name.line());
        return negated ? new Expression.Not(test) : test;
    }

    private Expression subscript(Expression of) {
        if (tokens.skipOperator(".")) {
            Token name = tokens.next();
            return switch (name.kind()) {
                case NAME -> new Expression.Attribute(of, name.text());
                case INTEGER -> new Expression.Item(of, constant(Long.parseLong(name.text())));
                default -> throw tokens.error("expected a name or a number after '.'");
            };
        }
        tokens.expectOperator("[");
        List<Expression> keys = new ArrayList<>();
        while (!tokens.current().isOperator("]")) {
            if (!keys.isEmpty()) {
                tokens.expectOperator(",");
            }
            keys.add(key());
        }
        tokens.expectOperator("]");
        return new Expression.Item(of, keys.size() == 1 ? keys.getFirst() : new Expression.TupleOf(keys));
    }

    /** One expression between brackets, or a slice. */
    private Expression key() {
        List<Optional<Expression>> parts = new ArrayList<>();
        parts.add(bound());
        while (parts.size() < 3 && tokens.skipOperator(":")) {
            parts.add(bound());
        }
        if (parts.size() == 1) {
            return parts.getFirst().orElseThrow(() -> unexpected(tokens.current()));
        }
        return new Expression.Slice(parts.get(0), parts.get(1), parts.size() == 3 ? parts.get(2) : Optional.empty());
    }

    private Optional<Expression> bound() {
        return tokens.isOperatorOf(Set.of(":", "]", ",")) ? Optional.empty() : Optional.of(expression());
    }

    private Handed handed() {
        tokens.expectOperator("(");
        List<Expression> places = new ArrayList<>();
        List<Named> names = new ArrayList<>();
        Optional<Expression> morePlaces = Optional.empty();
        Optional<Expression> moreNames = Optional.empty();
        boolean first = true;
        while (!tokens.skipOperator(")")) {
            if (!first) {
                tokens.expectOperator(",");
                if (tokens.skipOperator(")")) {
                    break;
                }
            }
            first = false;
            if (moreNames.isPresent()) {
                throw tokens.error("nothing may follow '**' in a call");
            }
            if (tokens.skipOperator("**")) {
                moreNames = Optional.of(expression());
            } else if (tokens.skipOperator("*")) {
                morePlaces = Optional.of(expression());
            } else if (tokens.current().is(Kind.NAME) && tokens.look().isOperator("=")) {
                String name = tokens.next().text();
                tokens.next();
                names.add(new Named(name, expression()));
            } else if (names.isEmpty() && morePlaces.isEmpty()) {
                places.add(expression());
            } else {
                throw tokens.error("an argument without a name follows one with a name");
            }
        }
        return new Handed(places, names, morePlaces, moreNames);
    }
}
