package dev.attune.contracts.describe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.describe.Setting.Kind;
import dev.attune.contracts.json.Choice;
import dev.attune.contracts.json.Json;

/** Lists the settings of a configuration record; what each does is in the Javadoc of its record, which the build writes into a file. */
public final class Settings {

    /** What Javadoc says of each component, by record and component. */
    static final String HELP = "/settings.json";

    private static final Map<String, String> TEXTS = texts();

    private Settings() {}

    /** All that people can set, in the order in which the records name it; maps are left to those who write JSON. */
    public static List<Setting> of(Record defaults) {
        List<Setting> settings = new ArrayList<>();
        add(defaults.getClass(), defaults, "", settings);
        return settings;
    }

    private static void add(Class<?> type, @Nullable Object record, String path, List<Setting> settings) {
        for (RecordComponent component : type.getRecordComponents()) {
            Object value = record == null ? null : value(component, record);
            Kind kind = kind(component);
            String name = path + component.getName();
            if (component.getType().isRecord()) {
                boolean unwrapped = component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
                add(component.getType(), value, unwrapped ? path : name + ".", settings);
            } else if (kind != null) {
                settings.add(new Setting(
                        name,
                        kind,
                        value instanceof Choice choice ? choice.text() : value,
                        choices(component.getType()),
                        TEXTS.get(type.getName() + "." + component.getName())));
            }
        }
    }

    private static @Nullable Object value(RecordComponent component, Object record) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("A setting could not be read", e);
        }
    }

    private static @Nullable Kind kind(RecordComponent component) {
        Class<?> type = component.getType();
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return Kind.INTEGER;
        }
        if (type == double.class || type == Double.class) {
            return Kind.NUMBER;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Kind.SWITCH;
        }
        if (Choice.class.isAssignableFrom(type)) {
            return Kind.CHOICE;
        }
        if (type == String.class) {
            return Kind.TEXT;
        }
        return ofTexts(component) ? Kind.TEXTS : null;
    }

    private static boolean ofTexts(RecordComponent component) {
        return component.getType() == List.class
                && component.getGenericType() instanceof ParameterizedType list
                && list.getActualTypeArguments()[0] == String.class;
    }

    private static List<String> choices(Class<?> type) {
        return Choice.class.isAssignableFrom(type) && type.isEnum()
                ? Arrays.stream(type.getEnumConstants())
                        .map(choice -> ((Choice) choice).text())
                        .toList()
                : List.of();
    }

    private static Map<String, String> texts() {
        try (InputStream file = Settings.class.getResourceAsStream(HELP)) {
            return Json.MAPPER.readValue(file, new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
