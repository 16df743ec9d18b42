package dev.attune.lm.jinja;

import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.attune.lm.python.Arguments;
import dev.attune.lm.python.Callable;
import dev.attune.lm.python.JinjaException;
import dev.attune.lm.python.JinjaObject;
import dev.attune.lm.python.Undefined;

/** What a template knows of the loop that it is in. */
final class Loop implements JinjaObject, Callable {
    private final List<Object> elements;
    private final int depth;
    private final @Nullable Callable again;
    private int index;
    private @Nullable List<Object> lastSeen;

    /**
     * A loop.
     *
     * @param depth 0 for the outermost of loops that call themselves
     * @param again runs a recursive loop over other elements
     */
    Loop(List<Object> elements, int depth, @Nullable Callable again) {
        this.elements = elements;
        this.depth = depth;
        this.again = again;
    }

    void at(int place) {
        index = place;
    }

    @Override
    public Object attribute(String name) {
        int length = elements.size();
        return switch (name) {
            case "index" -> (long) index + 1;
            case "index0" -> (long) index;
            case "revindex" -> (long) length - index;
            case "revindex0" -> (long) length - index - 1;
            case "first" -> index == 0;
            case "last" -> index == length - 1;
            case "length" -> (long) length;
            case "depth" -> (long) depth + 1;
            case "depth0" -> (long) depth;
            case "previtem" -> index > 0 ? elements.get(index - 1) : new Undefined("there is no previous item");
            case "nextitem" -> index + 1 < length ? elements.get(index + 1) : new Undefined("there is no next item");
            case "cycle" -> (Callable) this::cycle;
            case "changed" -> (Callable) this::changed;
            default -> Undefined.member(this, name);
        };
    }

    private Object cycle(Arguments arguments) {
        if (arguments.places().isEmpty()) {
            throw new JinjaException("no items for cycling given");
        }
        return arguments.places().get(index % arguments.places().size());
    }

    private Object changed(Arguments arguments) {
        List<Object> seen = arguments.places();
        boolean same = lastSeen != null && arguments.values().areEqual(lastSeen, seen);
        lastSeen = seen;
        return !same;
    }

    @Override
    public Object call(Arguments arguments) {
        if (again == null) {
            throw new JinjaException("the loop must have the 'recursive' marker to be called");
        }
        return again.call(arguments);
    }

    @Override
    public String type() {
        return "LoopContext";
    }
}
