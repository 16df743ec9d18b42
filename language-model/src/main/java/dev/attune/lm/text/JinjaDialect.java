package dev.attune.lm.text;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rewrites what templates say into words that Jinjava understands as Jinja does. */
final class JinjaDialect {
    private static final Pattern COMPARED = Pattern.compile("([!=]=)\\s*(true|false)\\b");
    private static final Pattern BACKWARDS = Pattern.compile("\\[\\s*:\\s*:\\s*-1\\s*]");
    private static final Pattern NAMESPACE = Pattern.compile("\\bnamespace\\(");

    private static final Pattern CHOOSING_LOOP =
            Pattern.compile("\\{%[-+]?\\s*for\\s((?!%})[\\s\\S])*?\\sif\\s((?!%})(?!\\selse\\s)[\\s\\S])*%}");

    private JinjaDialect() {}

    /**
     * One line end at the very end is no part of the template; nothing but {@code false} equals {@code false}; a list is read
     * backwards by a filter; values in a {@code namespace} get parentheses, for Jinjava binds {@code =} before {@code -}.
     */
    static String translated(String template) {
        if (CHOOSING_LOOP.matcher(template).find()) {
            // Jinjava would pass over the condition without a word
            throw new Jinja.Raised("it has a loop with a condition (for ... in ... if ...), which is not supported");
        }
        String whole = template.endsWith("\n") ? template.substring(0, template.length() - 1) : template;
        String compared = COMPARED.matcher(whole)
                .replaceAll(found -> (found.group(1).equals("!=") ? "is not" : "is") + " sameas " + found.group(2));
        return namespaces(BACKWARDS.matcher(compared).replaceAll("|reverse|list"));
    }

    private static String namespaces(String template) {
        StringBuilder text = new StringBuilder();
        Matcher matcher = NAMESPACE.matcher(template);
        int from = 0;
        while (matcher.find(from)) {
            text.append(template, from, matcher.end());
            from = arguments(template, matcher.end(), text);
        }
        return text.append(template, from, template.length()).toString();
    }

    /** Copies arguments up to the closing parenthesis, their values in parentheses; gives the place after them. */
    private static int arguments(String template, int start, StringBuilder text) {
        int depth = 0;
        char quote = 0;
        boolean open = false;
        int at = start;
        for (; at < template.length(); at++) {
            char character = template.charAt(at);
            boolean outside = quote == 0 && depth == 0;
            if (quote != 0) {
                quote = character == quote ? 0 : quote;
            } else if (character == '\'' || character == '"') {
                quote = character;
            } else if (outside && (character == ')' || character == ',')) {
                text.append(open ? ")" : "");
                open = false;
                if (character == ')') {
                    break;
                }
            } else if ("([{".indexOf(character) >= 0) {
                depth++;
            } else if (")]}".indexOf(character) >= 0) {
                depth--;
            }
            text.append(character);
            if (outside && character == '=') {
                text.append('(');
                open = true;
            }
        }
        return at;
    }
}
