package dev.attune.preference.file;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.event.Message;
import dev.attune.preference.pair.LabelledAnswer;
import dev.attune.preference.pair.PreferencePair;
import dev.attune.text.JsonRows;
import dev.attune.text.Line;

import static org.assertj.core.api.Assertions.assertThat;

/** Rows as people and programs write them. */
class PeoplesRowsTest {

    @Test
    void nullColumnsOfOtherFormsDoNotChooseTheForm() {
        PreferenceFile file = read("""
                {"itemId":null,"outcome":null,"history":null,"answers":null,"ranks":null,"prompt":"Q","chosen":"a",\
                "rejected":"b","margin":null,"strength":null,"annotator":null}""");
        assertThat(unplaced(file)).containsExactly(PreferencePair.of(List.of(Message.user("Q")), "a", "b"));
        assertThat(file.form()).isEqualTo("trl");
        assertThat(file.unusedColumns()).isEmpty();
    }

    @Test
    void aNullPromptBesideMessagesIsAnImplicitOne() {
        PreferenceFile file = read("""
                {"prompt":null,"chosen":[{"role":"user","content":"Q"},{"role":"assistant","content":"a"}],\
                "rejected":[{"role":"user","content":"Q"},{"role":"assistant","content":"b"}]}""");
        assertThat(unplaced(file)).containsExactly(PreferencePair.of(List.of(Message.user("Q")), "a", "b"));
    }

    @Test
    void partsOfTextAreJoined() {
        PreferenceFile file = read("""
                {"prompt":[{"role":"user","content":[{"type":"text","text":"What is "},{"type":"text","text":"it?"}]}],\
                "chosen":[{"role":"assistant","content":[{"type":"text","text":"a"}]}],\
                "rejected":{"role":"assistant","content":"b"}}""");
        assertThat(unplaced(file)).containsExactly(PreferencePair.of(List.of(Message.user("What is it?")), "a", "b"));
        PreferenceFile plain = read("""
                {"prompt":[{"type":"text","text":"Q"}],"chosen":[{"type":"text","text":"a"}],"rejected":"b"}""");
        assertThat(unplaced(plain)).containsExactly(PreferencePair.of(List.of(Message.user("Q")), "a", "b"));
    }

    @Test
    void fieldsWithoutEffectAreCountedWithTheirRows() {
        PreferenceFile file = read("""
                {"id":7,"prompt":[{"role":"user","content":"Q","name":"Ann","weight":null}],"chosen":"a","rejected":"b"}""");
        assertThat(file.unusedColumns()).containsExactlyInAnyOrderEntriesOf(Map.of("id", 1, "prompt.name", 1));
        assertThat(UnusedColumns.listed(Map.of("id", 2, "a", 1))).isEqualTo("a (1 row), id (2 rows)");
    }

    @Test
    void answersWithLabelsAreNoPairs() {
        PreferenceFile good = read("{\"prompt\":\"Q\",\"completion\":\"a\",\"label\":true}");
        PreferenceFile bad = read("""
                {"prompt":[{"role":"user","content":"Q"}],"completion":[{"role":"assistant","content":"b"}],"label":false}""");
        assertThat(good.pairs()).isEmpty();
        assertThat(good.answers()).containsExactly(new LabelledAnswer(List.of(Message.user("Q")), "a", true, "line 7"));
        assertThat(bad.answers()).containsExactly(new LabelledAnswer(List.of(Message.user("Q")), "b", false, "line 7"));
        assertThat(read("{\"prompt\":\"Q\",\"completion\":\"a\",\"label\":1}").badLines())
                .singleElement()
                .satisfies(
                        line -> assertThat(line.sentence()).isEqualTo("column label must be true or false but is 1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        {"prompt":[{"role":"user","content":null}],"chosen":"a","rejected":"b"} | content is null
        {"prompt":[{"role":"user"}],"chosen":"a","rejected":"b"} | without content
        {"prompt":[null],"chosen":"a","rejected":"b"} | null in place of a message
        {"prompt":[{"role":"user","content":7}],"chosen":"a","rejected":"b"} | must be text but is number
        {"prompt":[{"role":"user","content":[{"type":"image_url"}]}],"chosen":"a","rejected":"b"} | image_url
        {"prompt":[{"role":"user","content":[null]}],"chosen":"a","rejected":"b"} | no text
        {"prompt":[{"role":"tool","content":"x"}],"chosen":"a","rejected":"b"} | role tool is unknown
        {"prompt":"Q","chosen":{"role":"assistant","content":"a","tool_calls":[{}]},"rejected":[]} | tool_calls
        {"prompt":"\u00A0\u200B","chosen":"a","rejected":"b"} | no text that can be seen
        {"prompt":"Q","chosen":"a","rejected":"b","strength":"2"} | strength must be a number but is string
        {"prompt":"Q","chosen":"a","rejected":"b","annotator":true} | annotator must be a name
        {"prompt":"Q","answers":["a",null],"ranks":[1,2]} | answers must hold texts but holds null
        {"prompt":"Q","answers":["a","b"],"ranks":[1,null]} | ranks must hold numbers but holds null
        {"prompt":[{"role":"user","content":"Q"},{"role":"assistant","content":"It is"}],"chosen":" a","rejected":" b"} \
        | ends with the assistant's turn
        {"chosen":null,"rejected":"b"} | no known form
        """)
    void whatCannotBeUsedIsNamed(String row, String sentence) {
        PreferenceFile file = read(row);
        assertThat(file.pairs()).isEmpty();
        assertThat(file.badLines()).singleElement().satisfies(bad -> {
            assertThat(bad.line()).isEqualTo(7);
            assertThat(bad.sentence()).contains(sentence);
        });
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        The sky is blue., The sky is black., The sky is, blue., black.
        How many? Eight., How many? Four., How many?, Eight., Four.
        天空是什么颜色？蓝色。, 天空是什么颜色？绿色。, 天空是什么颜色？, 蓝色。, 绿色。
        何か月ですか？十二です。, 何か月ですか？十三です。, 何か月ですか？, 十二です。, 十三です。
        天空是蓝, 天空是绿, 天空是, 蓝, 绿
        问 天空是蓝, 问 天空是绿, 问 天空是, 蓝, 绿
        「何？」猫, 「何？」犬, 「何？」, 猫, 犬
        何?猫。, 何?犬。, 何?, 猫。, 犬。
        สีอะไรแดง, สีอะไรเขียว, สีอะไร, แดง, เขียว
        """)
    void theCommonBeginningEndsWhereNothingIsTorn(
            String chosen, String rejected, String prompt, String good, String bad) {
        PreferenceFile file = read("{\"chosen\":\"" + chosen + "\",\"rejected\":\"" + rejected + "\"}");
        assertThat(unplaced(file)).containsExactly(PreferencePair.of(List.of(Message.user(prompt)), good, bad));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
        Yes., No., no whole word in common
        Sunday, Sunset, no whole word in common
        😀, 😁, no whole word in common
        天空？, 天空？蓝, the beginning of the other
        """)
    void whatHasNoCommonBeginningIsNamed(String chosen, String rejected, String sentence) {
        PreferenceFile file = read("{\"chosen\":\"" + chosen + "\",\"rejected\":\"" + rejected + "\"}");
        assertThat(file.badLines())
                .singleElement()
                .satisfies(bad -> assertThat(bad.sentence()).contains(sentence));
    }

    private static PreferenceFile read(String row) {
        return PreferenceFiles.readRow(JsonRows.of(new Line.Text(7, row)).getFirst());
    }

    /** Compared by what they say, not by where they stand. */
    private static List<PreferencePair> unplaced(PreferenceFile file) {
        return file.pairs().stream().map(pair -> pair.at("a pair")).toList();
    }
}
