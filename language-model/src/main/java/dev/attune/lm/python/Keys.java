package dev.attune.lm.python;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/** Keys of dictionaries: 1, 1.0 and true are one key, and what can be changed is none. */
public final class Keys {
    private Keys() {}

    /** What {@code map} has at {@code key}, or null. */
    public static @Nullable Object find(Map<?, ?> map, Object key, Budget budget) {
        return map.get(same(map, key, budget));
    }

    public static void put(Map<Object, Object> map, Object key, Object value, Budget budget) {
        map.put(same(map, key, budget), value);
    }

    /** The key that {@code map} has and that equals {@code key}; otherwise {@code key}. */
    public static Object same(Map<?, ?> map, Object key, Budget budget) {
        if (key instanceof Escaped escaped) {
            return escaped.text();
        }
        check(key, budget);
        if (!Values.isNumber(key) || map.containsKey(key)) {
            return key;
        }
        double real = Values.real(key);
        for (Object other : new Object[] {real == 0 ? -0.0 : real, real == 0 ? 0.0 : real, (long) real, real == 1}) {
            boolean equal = Values.isNumber(other) && Values.real(other) == real;
            if (equal && map.containsKey(other)) {
                return other;
            }
        }
        return key;
    }

    /** Refuses what Python cannot hash, before Java hashes all that is in it. */
    private static void check(Object key, Budget budget) {
        budget.step();
        if (key instanceof Tuple tuple) {
            budget.enter();
            tuple.items().forEach(item -> check(item, budget));
            budget.leave();
        } else if (key instanceof java.util.List || key instanceof Map) {
            throw new JinjaException("unhashable type: '" + Types.name(key) + "'");
        }
    }
}
