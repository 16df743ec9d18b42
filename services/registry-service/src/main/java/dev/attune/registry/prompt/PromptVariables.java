package dev.attune.registry.prompt;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The variables that a prompt reads, for people to see: the names with which Jinja's expressions begin, less those that a loop or
 * {@code set} makes. Whoever renders a prompt parses it and knows better.
 */
public final class PromptVariables {

    private static final Pattern READ = Pattern.compile("\\{\\{-?\\s*([A-Za-z_]\\w*)");
    private static final Pattern TESTED = Pattern.compile("\\{%-?\\s*(?:el)?if\\s+(?:not\\s+)?([A-Za-z_]\\w*)");
    private static final Pattern LOOP = Pattern.compile("\\{%-?\\s*for\\s+(.*?)\\s+in\\s+([A-Za-z_]\\w*)");
    private static final Pattern SET = Pattern.compile("\\{%-?\\s*set\\s+([A-Za-z_]\\w*)");
    private static final Set<String> JINJA = Set.of("loop", "true", "false", "none");

    private PromptVariables() {}

    /** Sorted, each once. */
    public static List<String> of(PromptContent content) {
        Set<String> read = new TreeSet<>();
        Set<String> made = new TreeSet<>(JINJA);
        Stream.of(content.system(), content.template()).forEach(text -> find(text, read, made));
        content.examples().forEach(example -> {
            find(example.user() == null ? "" : example.user(), read, made);
            find(example.assistant() == null ? "" : example.assistant(), read, made);
        });
        read.removeAll(made);
        return List.copyOf(read);
    }

    private static void find(String text, Set<String> read, Set<String> made) {
        READ.matcher(text).results().forEach(found -> read.add(found.group(1)));
        TESTED.matcher(text).results().forEach(found -> read.add(found.group(1)));
        SET.matcher(text).results().forEach(found -> made.add(found.group(1)));
        Matcher loops = LOOP.matcher(text);
        while (loops.find()) {
            made.addAll(List.of(loops.group(1).strip().split("\\s*,\\s*")));
            read.add(loops.group(2));
        }
    }
}
