package dev.attune.service.request;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import org.jspecify.annotations.Nullable;

/** Says why JSON could not be read, in words of JSON rather than of Java. */
public final class Reading {

    private Reading() {}

    /** The failure to read JSON that is the failure, or caused it; null when none did. */
    public static @Nullable JsonProcessingException failure(@Nullable Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof JsonProcessingException found) {
                return found;
            }
        }
        return null;
    }

    /** A sentence without its full stop, such as {@code ratingsPerItem must be a whole number}. */
    public static String sentence(JsonProcessingException failure) {
        return switch (failure) {
            case UnrecognizedPropertyException unknown ->
                "there is no field " + unknown.getPropertyName() + "; the fields are "
                        + unknown.getKnownPropertyIds().stream()
                                .map(String::valueOf)
                                .sorted()
                                .collect(Collectors.joining(", "));
            case InvalidNullException empty -> place(empty) + " must not hold null";
            case MismatchedInputException wrong -> mismatch(wrong);
            case ValueInstantiationException wrong ->
                wrong.getCause() == null
                        ? wrong.getOriginalMessage()
                        : String.valueOf(wrong.getCause().getMessage());
            default -> failure.getOriginalMessage() + where(failure.getLocation());
        };
    }

    private static String mismatch(MismatchedInputException wrong) {
        String said = wrong.getOriginalMessage();
        Class<?> wanted = wrong.getTargetType();
        if (said.startsWith("Trailing token")) {
            return "there is something behind the value" + where(wrong.getLocation());
        }
        if (said.startsWith(StrictText.NOT_STORABLE) || wanted == null) {
            return place(wrong) + ": " + said;
        }
        return place(wrong) + " must be " + kind(wanted);
    }

    private static String kind(Class<?> type) {
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
        }
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == Integer.class || type == int.class || type == Long.class || type == long.class) {
            return "a whole number within its range";
        }
        if (type == Double.class || type == double.class || type == Float.class || type == float.class) {
            return "a number";
        }
        return Collection.class.isAssignableFrom(type)
                ? "a list"
                : type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "a " + type.getSimpleName();
    }

    private static String place(JsonMappingException failure) {
        String path = failure.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining());
        return path.isEmpty() ? "the value" : path.startsWith(".") ? path.substring(1) : path;
    }

    private static String where(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
