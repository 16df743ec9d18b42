package dev.attune.lm.python;

import java.util.List;
import java.util.Map;

/** Names of types as Python's errors have them. */
public final class Types {
    private Types() {}

    public static String name(Object value) {
        return switch (value) {
            case String ignored -> "str";
            case Long ignored -> "int";
            case Double ignored -> "float";
            case Boolean ignored -> "bool";
            case None ignored -> "NoneType";
            case List<?> ignored -> "list";
            case Tuple ignored -> "tuple";
            case Map<?, ?> ignored -> "dict";
            case Undefined ignored -> "Undefined";
            case Namespace ignored -> "Namespace";
            case Escaped ignored -> "Markup";
            case OneTime ignored -> "generator";
            case View view -> view.type();
            case JinjaObject own -> own.type();
            default -> "function";
        };
    }
}
