package dev.attune.lm.methods;

import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.Shown;
import dev.attune.lm.python.Written;

/** {@code '{} {name:>5}'.format(...)}. */
final class Braces {
    private final Arguments arguments;
    private final Shown shown;
    private int next;
    private boolean numbered;

    private Braces(Arguments arguments, Shown shown) {
        this.arguments = arguments;
        this.shown = shown;
    }

    static String format(String format, Arguments arguments, Shown shown) {
        return new Braces(arguments, shown).write(format, 2);
    }

    /** @param depth how many levels of places may stand in each other, as in {@code {:{width}}} */
    private String write(String format, int depth) {
        Written out = new Written(arguments.values().budget());
        int at = 0;
        while (at < format.length()) {
            char character = format.charAt(at++);
            if ("{}".indexOf(character) < 0) {
                out.add((int) character);
            } else if (at < format.length() && format.charAt(at) == character) {
                out.add((int) character);
                at++;
            } else if (character == '{') {
                int close = close(format, at);
                field(format.substring(at, close), depth, out);
                at = close + 1;
            } else {
                throw new JinjaException("a text to format has a brace without a beginning");
            }
        }
        return out.toString();
    }

    private static int close(String format, int from) {
        int open = 1;
        for (int i = from; i < format.length(); i++) {
            open += format.charAt(i) == '{' ? 1 : format.charAt(i) == '}' ? -1 : 0;
            if (open == 0) {
                return i;
            }
        }
        throw new JinjaException("a text to format has a brace without an end");
    }

    private void field(String field, int depth, Written out) {
        if (depth == 0) {
            throw new JinjaException("a text to format has places nested too deeply");
        }
        int colon = field.indexOf(':');
        String head = colon < 0 ? field : field.substring(0, colon);
        int mark = head.indexOf('!');
        String name = mark < 0 ? head : head.substring(0, mark);
        Object value = value(name);
        if (mark >= 0) {
            value = switch (head.substring(mark + 1)) {
                case "r" -> shown.representation(value);
                case "s" -> shown.text(value);
                case "a" -> Percent.ascii(shown.representation(value));
                default -> throw new JinjaException("a text to format asks for the unknown conversion '" + head + "'");
            };
        }
        String form = colon < 0 ? "" : write(field.substring(colon + 1), depth - 1);
        if (form.isEmpty()) {
            out.add(shown.text(value));
        } else {
            FormatSpec.of(form).write(value, arguments.values(), shown, out);
        }
    }

    private Object value(String name) {
        if (name.indexOf('.') >= 0 || name.indexOf('[') >= 0) {
            throw new JinjaException("format() takes values, not parts of them such as '" + name + "'");
        }
        boolean number = !name.isEmpty() && name.chars().allMatch(one -> one >= '0' && one <= '9');
        if (name.isEmpty() || number) {
            if (numbered != number && (next > 0 || numbered)) {
                throw new JinjaException("a text to format counts its places in two ways");
            }
            numbered = number;
            int place = !number ? next++ : name.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(name);
            if (place >= arguments.places().size()) {
                throw new JinjaException("a text to format has more places than values");
            }
            return arguments.places().get(place);
        }
        Object value = arguments.names().get(name);
        if (value == null) {
            throw new JinjaException("a text to format has no value '" + name + "'");
        }
        return value;
    }
}
