package dev.attune.service.request;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class StrictJsonTest {

    private final ObjectMapper mapper = new ObjectMapper();

    StrictJsonTest() {
        new StrictJson().customize(mapper);
    }

    enum Colour {
        RED,
        GREEN
    }

    record Paint(
            @Nullable String name,
            @Nullable Integer coats,
            @Nullable Double litres,
            @Nullable Boolean dry,
            @Nullable Colour colour,
            @Nullable List<String> tags,
            int price) {}

    @Test
    void readsWhatIsOfItsKind() throws JsonProcessingException {
        assertThat(mapper.readValue("""
                        {"name": "x", "coats": 2, "litres": 1, "dry": true, "colour": "RED", "tags": ["a"], "price": 3}""", Paint.class))
                .isEqualTo(new Paint("x", 2, 1.0, true, Colour.RED, List.of("a"), 3));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"name\": 5}|name must be a text",
                "{\"name\": true}|name must be a text",
                "{\"name\": {}}|name must be a text",
                "{\"name\": \"\\u0000\"}|name: a text holds a NUL character",
                "{\"name\": \"\\udc00\"}|name: a text holds",
                "{\"coats\": 2.0}|coats must be a whole number",
                "{\"coats\": \"2\"}|coats must be a whole number",
                "{\"coats\": \"\"}|coats must be a whole number",
                "{\"coats\": true}|coats must be a whole number",
                "{\"coats\": 3000000000}|(line 1",
                "{\"litres\": \"1\"}|litres must be a number",
                "{\"dry\": 1}|dry must be true or false",
                "{\"dry\": \"true\"}|dry must be true or false",
                "{\"colour\": 0}|colour must be one of RED, GREEN",
                "{\"colour\": \"0\"}|colour must be one of RED, GREEN",
                "{\"colour\": \"\"}|colour must be one of RED, GREEN",
                "{\"colour\": \"red\"}|colour must be one of RED, GREEN",
                "{\"tags\": [null]}|tags[0] must not hold null",
                "{\"tags\": [\"a\", 1]}|tags[1] must be a text",
                "{\"tags\": \"a\"}|tags must be a list",
                "{\"price\": null}|price",
                "{\"name\": \"a\", \"name\": \"b\"}|Duplicate field 'name'",
                "{\"price\": 1} {}|there is something behind the value",
                "{\"price\": 1, \"nmae\": \"a\"}|there is no field nmae; the fields are coats, colour, dry",
                "[]|the value must be an object"
            })
    void refusesWhatIsNotAndSaysWhy(String json, String why) {
        JsonProcessingException failure =
                catchThrowableOfType(JsonProcessingException.class, () -> mapper.readValue(json, Paint.class));

        assertThat(failure).as(json).isNotNull();
        assertThat(Reading.sentence(failure)).contains(why);
    }
}
