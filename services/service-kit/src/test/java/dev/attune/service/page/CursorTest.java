package dev.attune.service.page;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.error.AttuneException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What says where the next part of a list begins. */
class CursorTest {

    @Test
    void itComesBackAsItWent() {
        Cursor cursor = new Cursor(Instant.parse("2026-11-29T08:15:30.123456Z"), "ppo 7-ü");
        assertThat(Cursor.read(cursor.text())).isEqualTo(cursor);
        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
        assertThat(Cursor.read(null)).isNull();
    }

    /** No base64; "abc"; a time without an id; an id without a time; NUL in the id. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?",
                "YWJj",
                "MjAyNi0xMS0yOVQwODoxNTozMFog",
                "eWVzdGVyZGF5IHgK",
                "MjAyNi0xMS0yOVQwODoxNTozMFogAA"
            })
    void whatNoListGaveIsRefused(String text) {
        assertThatThrownBy(() -> Cursor.read(text))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo("bad-cursor"));
    }

    @Test
    void aPartSaysWhereTheNextBegins() {
        Function<Integer, Cursor> cursor = row -> new Cursor(Instant.EPOCH, String.valueOf(row));
        assertThat(Part.of(List.of(1, 2, 3), 2, cursor, row -> row * 10))
                .isEqualTo(new Part<>(
                        List.of(10, 20), new Part.Place("before", new Cursor(Instant.EPOCH, "2").text())));
        assertThat(Part.of(List.of(1, 2), 2, cursor, row -> row).next()).isNull();
        assertThat(Part.of(List.<Integer>of(), 2, cursor, row -> row).rows()).isEmpty();
        assertThat(Part.named(List.of("a", "b"), 1, name -> name, name -> name))
                .isEqualTo(new Part<>(List.of("a"), new Part.Place("after", "a")));
    }
}
