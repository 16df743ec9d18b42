package dev.attune.lab.task;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.json.Json;
import dev.attune.policy.data.Demonstration;
import dev.attune.policy.data.DemonstrationFile;
import dev.attune.text.JsonRows;
import dev.attune.text.Line;
import dev.attune.text.Row;
import dev.attune.text.TableRows;
import dev.attune.text.TextFile;
import dev.attune.text.Texts;

/**
 * The examples of one file; a line that holds none does not stop the others.
 *
 * @param notes a sentence for the first lines that hold none, and how many there are
 */
record ExampleFile(List<Example> examples, List<String> notes) {

    private static final int NAMED = 5;

    static ExampleFile read(Path file, DataSource source) {
        Reader reader = new Reader(file, source);
        try {
            reader.read();
        } catch (IOException e) {
            throw TaskErrors.data("The data " + file + " cannot be read: " + TextFile.reason(e) + ".");
        }
        if (reader.examples.isEmpty()) {
            throw TaskErrors.data("There is no example in " + file + "."
                    + (reader.rejected.isEmpty() ? "" : " " + reader.rejected.getFirst()));
        }
        List<String> notes = new ArrayList<>(reader.rejected.subList(0, Math.min(NAMED, reader.rejected.size())));
        if (reader.rejected.size() > NAMED) {
            notes.add("In all " + reader.rejected.size() + " lines of " + file + " hold no example.");
        }
        return new ExampleFile(reader.examples, notes);
    }

    private static final class Reader {
        private static final TypeReference<Map<String, Object>> VARIABLES = new TypeReference<>() {};

        private final Path file;
        private final DataSource source;
        private final List<Example> examples = new ArrayList<>();
        private final List<String> rejected = new ArrayList<>();

        Reader(Path file, DataSource source) {
            this.file = file;
            this.source = source;
        }

        void read() throws IOException {
            switch (source.form()) {
                case CSV -> TableRows.read(file, TableRows.Form.COMMAS, source.charset(), this::add);
                case TSV -> TableRows.read(file, TableRows.Form.TABS, source.charset(), this::add);
                case JSONL -> JsonRows.read(file, this::add);
                case LABELLED_LINES -> TextFile.lines(file, source.charset(), this::addLine);
                case DEMONSTRATIONS -> addDemonstrations();
            }
        }

        private void add(Row row) {
            switch (row) {
                case Row.Bad bad -> reject(bad.line(), bad.sentence());
                case Row.Good good -> {
                    ObjectNode json = good.json();
                    if (isConversation(json)) {
                        addConversation(good);
                        return;
                    }
                    String text = column(good, source.text(), DataSource.TEXTS, "text");
                    String label = column(good, source.label(), DataSource.LABELS, "label");
                    if (text.isEmpty() || label.isEmpty()) {
                        return;
                    }
                    Map<String, Object> variables = new LinkedHashMap<>(Json.MAPPER.convertValue(json, VARIABLES));
                    variables.remove(label);
                    add(good.line(), variables, json.path(text).asText(), labels(json.path(label)));
                }
            }
        }

        /** A prompt and a completion in JSON, or messages: what supervised tuning reads. */
        private boolean isConversation(ObjectNode json) {
            return source.text().isEmpty()
                    && source.label().isEmpty()
                    && (json.has("messages") || json.has("prompt") && json.has("completion"))
                    && !json.has("label");
        }

        private void addConversation(Row.Good row) {
            try {
                add(DemonstrationFile.of(row, place(row.line())));
            } catch (IllegalArgumentException e) {
                reject(row.line(), String.valueOf(e.getMessage()));
            }
        }

        private void addDemonstrations() {
            DemonstrationFile read = DemonstrationFile.read(file);
            rejected.addAll(read.rejected());
            read.demonstrations().forEach(this::add);
        }

        private void add(Demonstration demonstration) {
            List<Message> whole = demonstration.conversation();
            List<Message> before = whole.subList(0, whole.size() - 1);
            String text = before.getLast().content();
            examples.add(new Example(
                    Map.of(Example.TEXT, text),
                    before,
                    List.of(whole.getLast().content().strip()),
                    demonstration.place()));
        }

        private List<String> labels(JsonNode value) {
            List<String> labels = new ArrayList<>();
            if (value.isArray()) {
                value.forEach(one -> labels.add(one.asText().strip()));
            } else {
                String text = value.asText();
                int mark = source.lastNumber() ? text.lastIndexOf("####") : -1;
                labels.add(
                        mark < 0
                                ? text.strip()
                                : text.substring(mark + 4).strip().replace(",", ""));
            }
            return labels;
        }

        /** The name of a column, or nothing and the line is rejected. */
        private String column(Row.Good row, String named, List<String> usual, String what) {
            ObjectNode json = row.json();
            if (!named.isEmpty()) {
                if (!json.has(named)) {
                    reject(row.line(), "there is no column " + named);
                }
                return json.has(named) ? named : "";
            }
            for (String name : usual) {
                if (json.has(name)) {
                    return name;
                }
            }
            reject(
                    row.line(),
                    "it has no column that is usually the " + what + " (" + String.join(", ", usual)
                            + "); say which one is");
            return "";
        }

        private void addLine(Line line) {
            switch (line) {
                case Line.Bad bad -> reject(bad.number(), bad.sentence());
                case Line.Text text -> {
                    String whole = text.text().strip();
                    int space = whole.indexOf(' ');
                    if (Texts.isInvisible(whole)) {
                        return;
                    }
                    if (space < 0) {
                        reject(text.number(), "it is no label, space and text");
                    } else {
                        add(text.number(), Map.of(), whole.substring(space + 1), List.of(whole.substring(0, space)));
                    }
                }
            }
        }

        private void add(int line, Map<String, Object> columns, String text, List<String> labels) {
            String said = source.detokenised() ? Detokenizer.joined(text) : text;
            if (Texts.isInvisible(said)) {
                reject(line, "its text is empty");
                return;
            }
            Map<String, Object> variables = new LinkedHashMap<>(columns);
            variables.put(Example.TEXT, said);
            examples.add(new Example(variables, List.of(), labels, place(line)));
        }

        private String place(int line) {
            return "line " + line + " of " + file.getFileName();
        }

        private void reject(int line, String why) {
            rejected.add("Line " + line + " of " + file + " holds no example: " + why + ".");
        }
    }
}
