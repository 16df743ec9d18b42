package dev.attune.lm.adapt;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Which linear layers get a pair of matrices; PEFT's {@code target_modules}. */
public sealed interface LoraTargets {
    /** What names of layers are made of. */
    Pattern NAME = Pattern.compile("[\\w.-]+");

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
            try {
                Pattern.compile(regex);
            } catch (PatternSyntaxException wrong) {
                throw new IllegalArgumentException(
                        "The target layers '" + regex + "' are no regular expression: " + wrong.getDescription() + ".",
                        wrong);
            }
        }

        @Override
        public boolean matches(String layer) {
            return Pattern.matches(regex, layer);
        }
    }

    /**
     * As configurations say it: endings of names, or a single regular expression over full names, which is recognised by
     * characters that no name has.
     */
    static LoraTargets of(Collection<String> names) {
        boolean expression =
                names.size() == 1 && !NAME.matcher(names.iterator().next()).matches();
        return expression ? new Expression(names.iterator().next()) : new Endings(Set.copyOf(names));
    }

    /** Whether the layer of this full name, such as {@code model.layers.0.mlp.up_proj}, is adapted. */
    boolean matches(String layer);
}
