package dev.attune.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SettingsFileTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: [1, 2.5, 1e3, text, true, null, ~]     | {\"a\":[1,2.5,1000.0,\"text\",true,null,null]}",
                "a: [yes, no, on, off, 010, 2024-01-02]    | {\"a\":[\"yes\",\"no\",\"on\",\"off\",\"010\",\"2024-01-02\"]}",
                "a: &x {b: 1}\\nc: *x                      | {\"a\":{\"b\":1},\"c\":{\"b\":1}}",
                "a: &x {b: 1}\\nc: {<<: *x, d: 2}          | {\"a\":{\"b\":1},\"c\":{\"b\":1,\"d\":2}}",
                "1: one                                    | {\"1\":\"one\"}",
                "{\"a\": [\"b\"]}                          | {\"a\":[\"b\"]}",
            })
    void plainFormsAreRead(String yaml, String json) throws IOException {
        assertThat(SettingsFile.parse(yaml.replace("\\n", "\n"))).hasToString(json);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a: 1\\na: 2                  | duplicate",
                "a: [1                        | line",
                "``                           | empty",
                "text                         | single value",
                "a: !!java.io.File [x]        | YAML",
                "a: &x [*x]                   | within each other",
                "a: \"\\u0000\"               | U+0000",
                "a: 1\\n---\\nb: 2            | YAML",
            })
    void othersAreRefused(String yaml, String says) {
        assertThatThrownBy(() -> SettingsFile.parse(yaml.replace("\\n", "\n")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(says);
    }

    @Test
    void anchorsThatMultiplyAreRefused() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x]\n");
        for (int i = 1; i < 20; i++) {
            String before = "*a" + (i - 1);
            yaml.append("a%d: &a%d [%s, %s, %s, %s]\n".formatted(i, i, before, before, before, before));
        }
        assertThatThrownBy(() -> SettingsFile.parse(yaml.toString()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("values");
    }

    @Test
    void jsonByItsName() throws IOException {
        Path file = Files.writeString(directory.resolve("a.json"), "{\"a\": \"\\ud83d\\ude00\"}");
        assertThat(SettingsFile.read(file).path("a").asText()).isEqualTo("😀");
        Files.writeString(file, "a: 1");
        assertThatThrownBy(() -> SettingsFile.read(file)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "no",
                "true",
                "null",
                "~",
                "1.5",
                "0x1f",
                "2026-11-28",
                "# none",
                "a: b",
                "- a",
                "{{ text }}",
                "one\ntwo",
                "one\n",
                "one\n\n\n",
                "\n one",
                "  indented\nthen not",
                "ends in a space \nand goes on",
                "tab\there\n\tand there",
                "line\r\nends",
                "\u00e9\ud83d\ude00\n\u2028",
                "\u0085\n\u0007",
                "'single' and \"double\"\\\n"
            })
    void whatIsWrittenIsReadAgain(String text) throws IOException {
        ObjectNode settings = JsonNodeFactory.instance.objectNode();
        settings.put("text", text).put("number", 2).put("share", 0.1).put("yes", true);
        settings.putArray("list").add(text).addObject().put("deep", text);
        assertThat(SettingsFile.parse(SettingsFile.yaml(settings))).isEqualTo(settings);
    }

    @Test
    void textsOfSeveralLinesStandAsSuch() {
        ObjectNode settings = JsonNodeFactory.instance.objectNode().put("template", "Say {{ what }}.\nNow.");
        assertThat(SettingsFile.yaml(settings)).isEqualTo("template: |-\n  Say {{ what }}.\n  Now.\n");
    }
}
