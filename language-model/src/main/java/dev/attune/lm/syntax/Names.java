package dev.attune.lm.syntax;

import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Optional;

import dev.attune.lm.python.JinjaException;

/** Which names a part of a template reads. */
final class Names {
    private Names() {}

    /** Whether a name is read anywhere in these parts. */
    static boolean isRead(String name, List<?> parts) {
        return parts.stream().anyMatch(part -> reads(name, part));
    }

    private static boolean reads(String name, Object part) {
        if (part instanceof Expression.Name read) {
            return read.name().equals(name);
        }
        if (part instanceof List<?> several) {
            return isRead(name, several);
        }
        if (part instanceof Optional<?> perhaps) {
            return perhaps.isPresent() && reads(name, perhaps.get());
        }
        if (!(part instanceof Record) || part instanceof Statement.Data || part instanceof Expression.Constant) {
            return false;
        }
        try {
            for (RecordComponent component : part.getClass().getRecordComponents()) {
                Object value = component.getAccessor().invoke(part);
                if (value != null && reads(name, value)) {
                    return true;
                }
            }
            return false;
        } catch (ReflectiveOperationException impossible) {
            throw new JinjaException("a part of the template cannot be looked at", impossible);
        }
    }
}
