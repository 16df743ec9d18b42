package dev.attune.preference.rating;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.text.JsonRows;
import dev.attune.text.Line;
import dev.attune.text.Row;

import static org.assertj.core.api.Assertions.assertThat;

@SuppressWarnings("NullAway.Init")
class RatingRowTest {

    @TempDir
    Path directory;

    private static RatingRow read(String json) {
        return RatingRow.of(JsonRows.of(new Line.Text(7, json)).getFirst());
    }

    @Test
    void readsRecordsOfArgillaWithAQuestionForTheBetterAnswer() {
        RatingRow row = read("""
                {"id":"1","status":"completed","fields":{"instruction":"Why?","response1":"a","response2":"b"},\
                "metadata":{},"suggestions":{},"vectors":{},"responses":{\
                "preference":[{"value":"response2","user_id":"u1"},{"value":"tie","user_id":"u2"},{"value":"both_bad","user_id":"u3"}],\
                "strength":[{"value":3,"user_id":"u1"}],"comment":[{"value":"bad","user_id":"u3"}]}}""");
        assertThat(row.badLines()).isEmpty();
        assertThat(row.form()).isEqualTo("argilla");
        assertThat(row.compared()).extracting(Compared::chosen).containsExactly("b", "a", "a");
        assertThat(row.compared())
                .extracting(Compared::outcome)
                .containsExactly(Outcome.DECISIVE, Outcome.TIE, Outcome.BOTH_BAD);
        assertThat(row.compared()).extracting(Compared::strength).containsExactly(3, 0, 0);
        assertThat(row.compared()).extracting(Compared::annotator).containsExactly("u1", "u2", "u3");
        assertThat(row.compared()).extracting(Compared::comment).containsExactly(null, null, "bad");
    }

    @Test
    void readsRecordsOfArgillaThatRank() {
        RatingRow row = read("""
                {"fields":{"instruction":"Why?","response1":"a","response2":"b"},\
                "responses":{"response_ranking":[{"value":["response2","response1"],"user_id":null}]}}""");
        assertThat(row.compared()).extracting(Compared::chosen).containsExactly("b");
        assertThat(row.compared().getFirst().annotator()).isNull();
        RatingRow tied = read("""
                {"fields":{"prompt":"Why?","response1":"a","response2":"b"},"responses":{"ranking":[{"value":\
                [{"value":"response1","rank":1},{"value":"response2","rank":1}],"user_id":"u"}]}}""");
        assertThat(tied.compared()).extracting(Compared::outcome).containsExactly(Outcome.TIE);
    }

    @Test
    void saysWhatIsWrongWithARecord() {
        assertThat(read("{\"fields\":{\"text\":\"a\"},\"responses\":{\"label\":[]}}")
                        .badLines())
                .singleElement()
                .satisfies(bad -> {
                    assertThat(bad.line()).isEqualTo(7);
                    assertThat(bad.sentence()).contains("must have two answers, such as response1 and response2");
                });
        assertThat(read("""
                {"fields":{"prompt":"Why?","response1":"a","response2":"b"},"responses":{"preference":[]}}""").badLines())
                .extracting(bad -> bad.sentence())
                .containsExactly("nobody has answered the question preference");
        assertThat(read("{\"prompt\":\"a\",\"chosen\":\"b\",\"rejected\":\"c\",\"comment\":7}")
                        .badLines())
                .extracting(bad -> bad.sentence())
                .containsExactly("column comment must be text but is 7");
    }

    @Test
    void cellsOfATableAreWhatTheyMean() throws IOException {
        Path file = Files.writeString(directory.resolve("t.csv"), """
                prompt,chosen,rejected,strength,tie,comment
                [brackets],b,c,2,,
                "[{""role"":""user"",""content"":""q""}]","[{""role"":""assistant"",""content"":""[b]""}]","[{""role"":""assistant"",""content"":""c""}]",,,fine
                q,b,c,0,True,
                """);
        List<Compared> compared = new ArrayList<>();
        RowFile.read(file, "t.csv", row -> compared.addAll(RatingRow.of(row).compared()));
        assertThat(compared)
                .extracting(pair -> pair.prompt().getFirst().content())
                .containsExactly("[brackets]", "q", "q");
        assertThat(compared).extracting(Compared::chosen).containsExactly("b", "[b]", "b");
        assertThat(compared).extracting(Compared::strength).containsExactly(2, 1, 0);
        assertThat(compared.get(2).outcome()).isEqualTo(Outcome.TIE);
        assertThat(compared.get(1).comment()).isEqualTo("fine");
    }

    @Test
    void keepsWhatIsSaidOfEachAnswerWithTheBetterOneFirst() {
        RatingRow row = read("""
                {"prompt":[{"role":"user","content":"q"}],"answers":[{"text":"a"},{"text":"b"}],"votes":[{"outcome":\
                "decisive","better":1,"strength":2,"remarks":[{"scores":{"helpful":3}},{"flags":["untrue"]}],\
                "correction":{"answer":1,"text":"c"}},{"outcome":"tie","correction":{"answer":1,"text":"d"}}]}""");

        assertThat(row.badLines()).isEmpty();
        Compared better = row.compared().getFirst();
        assertThat(better.chosen()).isEqualTo("b");
        assertThat(better.remarks().getFirst().flags()).containsExactly("untrue");
        assertThat(better.remarks().getLast().scores()).containsExactly(Map.entry("helpful", 3));
        assertThat(better.correction()).isEqualTo(new Compared.Correction(0, "c"));
        assertThat(row.compared().getLast().remarks()).isEmpty();
        assertThat(row.compared().getLast().correction()).isEqualTo(new Compared.Correction(1, "d"));
    }

    @Test
    void saysWhatIsWrongWithWhatIsSaidOfEachAnswer() {
        for (String column : List.of(
                "\"remarks\":[{}]",
                "\"remarks\":\"good\"",
                "\"remarks\":[{\"scores\":[]},{}]",
                "\"correction\":\"better\"",
                "\"correction\":{\"answer\":2,\"text\":\"c\"}",
                "\"correction\":{\"answer\":0,\"text\":\"c\",\"more\":1}")) {
            RatingRow row = read("{\"prompt\":\"q\",\"chosen\":\"a\",\"rejected\":\"b\"," + column + "}");
            assertThat(row.compared()).as(column).isEmpty();
            assertThat(row.badLines())
                    .as(column)
                    .singleElement()
                    .satisfies(bad -> assertThat(bad.sentence()).startsWith("column "));
        }
    }

    @Test
    void namesTheLineOfABadRow() {
        assertThat(RatingRow.of(new Row.Bad(3, "it is no JSON")).badLines())
                .singleElement()
                .satisfies(bad -> assertThat(bad.line()).isEqualTo(3));
    }
}
