package dev.attune.registry.store;

import org.jspecify.annotations.Nullable;

import dev.attune.service.page.Cursor;

/** Rows that come behind a cursor, where the newest come first and those of one moment by their ids. */
final class Behind {

    private Behind() {}

    /** In Hibernate's language, with two parameters from the number {@code first} on. */
    static String condition(String at, String id, int first) {
        int second = first + 1;
        return "(" + at + " < ?" + first + " or (" + at + " = ?" + first + " and " + id + " > ?" + second + "))";
    }

    /** Those two parameters; without a cursor all rows are behind them. */
    static Object[] of(@Nullable Cursor before) {
        Cursor cursor = before == null ? Cursor.NEWEST : before;
        return new Object[] {cursor.at(), cursor.id()};
    }

    /** The same after another parameter. */
    static @Nullable Object[] after(@Nullable Object other, @Nullable Cursor before) {
        Object[] both = of(before);
        return new @Nullable Object[] {other, both[0], both[1]};
    }
}
