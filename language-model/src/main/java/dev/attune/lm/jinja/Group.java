package dev.attune.lm.jinja;

import java.util.List;

import dev.attune.lm.python.JinjaObject;
import dev.attune.lm.python.Tuple;
import dev.attune.lm.python.Undefined;

/** What {@code groupby} gives for each value: {@code grouper} and {@code list}, or both in a loop over two names. */
record Group(Object grouper, List<Object> elements) implements JinjaObject {
    @Override
    public Object attribute(String name) {
        return switch (name) {
            case "grouper" -> grouper;
            case "list" -> elements;
            default -> Undefined.member(this, name);
        };
    }

    @Override
    public String type() {
        return "tuple";
    }

    @Override
    public Object plain() {
        return new Tuple(List.of(grouper, elements));
    }
}
