package dev.attune.lm.adapt;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/** Which linear layers get a pair of matrices; PEFT's {@code target_modules}. */
public sealed interface LoraTargets {
    /** What names of layers are made of. */
    Pattern NAME = Pattern.compile("[\\w.-]+");

    /** PEFT's word for every linear layer of the blocks. */
    String ALL_LINEAR = "all-linear";

    int LONGEST_PATTERN = 2000;

    /** Every linear layer of the blocks; {@code all-linear} in PEFT. */
    record AllLinear() implements LoraTargets {
        @Override
        public boolean matches(String layer) {
            return true;
        }
    }

    /** Layers whose full name is one of {@code endings}, or ends with a dot and one of them. */
    record Endings(Set<String> endings) implements LoraTargets {
        public Endings {
            endings = Set.copyOf(endings);
            if (endings.isEmpty()) {
                throw new IllegalArgumentException("LoRA needs target layers: name some, such as q_proj.");
            }
        }

        @Override
        public boolean matches(String layer) {
            return endings.stream().anyMatch(ending -> layer.equals(ending) || layer.endsWith("." + ending));
        }

        @Override
        public String toString() {
            return new TreeSet<>(endings).toString();
        }
    }

    /** Layers whose whole full name matches a regular expression, such as {@code .*layers\.[01]\..*q_proj}. */
    record Expression(String regex) implements LoraTargets {
        public Expression {
            pattern(regex, regex);
        }

        @Override
        public boolean matches(String layer) {
            return pattern(regex, regex).matches(layer);
        }
    }

    /**
     * Some of the layers that {@code within} says.
     *
     * @param excluded layers that are left out all the same; {@code exclude_modules} in PEFT
     * @param layers numbers of the blocks, {@code layers_to_transform} in PEFT; empty for all. A target that is a full name
     *     counts in any block
     * @param segments after which the block's number stands, {@code layers_pattern} in PEFT; empty for any
     */
    record Limited(LoraTargets within, Optional<LoraTargets> excluded, Set<Integer> layers, List<String> segments)
            implements LoraTargets {
        private static final Pattern NUMBER = Pattern.compile(".*?\\.[^.]*\\.(\\d+)\\.");

        public Limited {
            layers = Set.copyOf(layers);
            segments = List.copyOf(segments);
            segments.forEach(Limited::after);
        }

        @Override
        public boolean matches(String layer) {
            if (!within.matches(layer) || excluded.isPresent() && excluded.get().matches(layer)) {
                return false;
            }
            boolean named = within instanceof Endings(Set<String> endings) && endings.contains(layer);
            return layers.isEmpty() || named || layers.contains(block(layer));
        }

        /** The number of the layer's block, or -1. */
        private int block(String layer) {
            List<Pattern> patterns = segments.isEmpty()
                    ? List.of(NUMBER)
                    : segments.stream().map(Limited::after).toList();
            for (Pattern pattern : patterns) {
                Matcher found = pattern.matcher(layer);
                if (found.lookingAt()) {
                    return Integer.parseInt(found.group(1));
                }
            }
            return -1;
        }

        private static Pattern after(String segment) {
            return pattern(".*?\\.?" + segment + "\\.(\\d+)\\.", segment);
        }
    }

    /**
     * A pattern of RE2's language, which takes time in proportion to the name's length whatever stands in it: patterns come
     * from people and files.
     *
     * @param written what a person wrote, for the error
     */
    static Pattern pattern(String regex, String written) {
        if (written.length() > LONGEST_PATTERN) {
            throw new IllegalArgumentException("A pattern of layers has " + written.length() + " characters; at most "
                    + LONGEST_PATTERN + " are read.");
        }
        try {
            return Pattern.compile(regex);
        } catch (PatternSyntaxException wrong) {
            throw new IllegalArgumentException(
                    "The layers '" + written + "' are no regular expression of RE2's language: "
                            + wrong.getDescription() + ".",
                    wrong);
        }
    }

    /**
     * As configurations say it: endings of names, or a single regular expression over full names, which is recognised by
     * characters that no name has.
     */
    static LoraTargets of(Collection<String> names) {
        if (names.contains(ALL_LINEAR)) {
            if (names.size() > 1) {
                throw new IllegalArgumentException("The target layers name all-linear and others; give one of both.");
            }
            return new AllLinear();
        }
        boolean expression =
                names.size() == 1 && !NAME.matcher(names.iterator().next()).matches();
        return expression ? new Expression(names.iterator().next()) : new Endings(Set.copyOf(names));
    }

    /** Whether the layer of this full name, such as {@code model.layers.0.mlp.up_proj}, is adapted. */
    boolean matches(String layer);

    /** Whether names of embedding and head may be among the matches. */
    default boolean reachesOutside() {
        return switch (this) {
            case AllLinear _ -> false;
            case Limited limited -> limited.within().reachesOutside();
            case Endings _, Expression _ -> true;
        };
    }
}
