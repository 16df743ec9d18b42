package dev.attune.policy.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.Message;
import dev.attune.preference.file.UnusedColumns;
import dev.attune.preference.message.Messages;
import dev.attune.text.Row;

/**
 * Demonstrations in JSON lines, in TRL's forms: {@code {"messages": [{"role", "content"}, …]}}, or {@code {"prompt",
 * "completion"}} where each is a text or a list of messages; {@code task} may name the task, for multitask prompts. Other columns are
 * told and have no effect.
 *
 * @param demonstrations in the order of the file
 * @param rejected a sentence for each line that holds none
 * @param unused a sentence about the columns without effect, if there are any
 */
public record DemonstrationFile(List<Demonstration> demonstrations, List<String> rejected, List<String> unused) {

    private static final String TASK = "task";
    private static final Set<String> CONVERSATION = Set.of("messages", TASK);
    private static final Set<String> PAIR = Set.of("prompt", "completion", TASK);

    public DemonstrationFile {
        demonstrations = List.copyOf(demonstrations);
        rejected = List.copyOf(rejected);
        unused = List.copyOf(unused);
    }

    /**
     * Reads a file; a bad line does not stop the others.
     *
     * @throws AttuneException {@code demonstrations-unreadable}, or {@code no-demonstrations} when nothing usable is in it
     */
    public static DemonstrationFile read(Path file) {
        UnusedColumns columns = new UnusedColumns();
        JsonLines<Demonstration> lines = JsonLines.read(
                file,
                "demonstration",
                "a field messages, or with the fields prompt and completion",
                (row, place) -> demonstration(row, place, columns));
        List<String> unused = columns.rows().isEmpty()
                ? List.of()
                : List.of(file + ": without effect are the columns " + UnusedColumns.listed(columns.rows()) + ".");
        return new DemonstrationFile(lines.values(), lines.rejected(), unused);
    }

    /** All that a person should know of what was not read. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>(rejected);
        notes.addAll(unused);
        return notes;
    }

    /**
     * The demonstration of one row.
     *
     * @throws IllegalArgumentException that says why there is none
     */
    public static Demonstration of(Row.Good row, String place) {
        return demonstration(row, place, new UnusedColumns());
    }

    private static Demonstration demonstration(Row.Good row, String place, UnusedColumns columns) {
        ObjectNode json = row.json();
        boolean whole = json.has("messages");
        List<Message> conversation = new ArrayList<>();
        if (whole) {
            conversation.addAll(Messages.of(json.path("messages"), "messages"));
        } else {
            conversation.addAll(messages(json.path("prompt"), "user", "prompt"));
            if (conversation.getLast().role().equals("assistant")) {
                throw new IllegalArgumentException(
                        "the prompt ends with the assistant's turn, which the completion would have to continue");
            }
            conversation.addAll(messages(json.path("completion"), "assistant", "completion"));
        }
        Demonstration demonstration = new Demonstration(conversation, place, task(json.path(TASK)));
        columns.count(json, whole ? CONVERSATION : PAIR);
        return demonstration;
    }

    private static @Nullable String task(JsonNode json) {
        return json.isTextual() && !json.textValue().isBlank() ? json.textValue() : null;
    }

    private static List<Message> messages(JsonNode json, String role, String field) {
        JsonNode column = Messages.joinedParts(json, field);
        return column.isTextual() ? List.of(new Message(role, column.textValue())) : Messages.of(column, field);
    }
}
