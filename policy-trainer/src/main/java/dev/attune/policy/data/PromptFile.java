package dev.attune.policy.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.LanguageModel;
import dev.attune.policy.ground.Conversations;
import dev.attune.preference.message.Messages;
import dev.attune.text.Omissions;

/**
 * Prompts in JSON lines: {@code {"prompt": "text"}} or {@code {"prompt": [{"role", "content"}, …]}}, also under the name
 * {@code messages}; other columns are
 * kept for rewards that look at them, so that preference files can be used too.
 *
 * @param rows in the order of the file
 * @param rejected a sentence for each line that holds no prompt
 */
public record PromptFile(List<PromptRow> rows, List<String> rejected) {

    /**
     * A line with a prompt.
     *
     * @param prompt the conversation before the answer; a list of its own, also where two lines say the same
     * @param line the whole line
     * @param place such as {@code line 2 of prompts.jsonl}
     */
    public record PromptRow(List<Message> prompt, JsonNode line, String place) {}

    public PromptFile {
        rows = List.copyOf(rows);
        rejected = List.copyOf(rejected);
    }

    /**
     * Reads a file; a bad line does not stop the others.
     *
     * @throws AttuneException {@code prompts-unreadable} or {@code no-prompts} when nothing usable is in it
     */
    public static PromptFile read(Path file) {
        JsonLines<PromptRow> read = JsonLines.read(
                file,
                "prompt",
                "a field prompt or messages",
                (row, place) -> new PromptRow(prompt(row.json()), row.written(), place));
        return new PromptFile(read.values(), read.rejected());
    }

    private static List<Message> prompt(ObjectNode columns) {
        String column = !columns.has("prompt") && columns.has("messages") ? "messages" : "prompt";
        return Messages.prompt(columns.path(column), column);
    }

    /** The conversations, each ending before the answer. */
    public List<List<Message>> prompts() {
        return rows.stream().map(PromptRow::prompt).toList();
    }

    /**
     * Those that a model can be asked: its template takes them, and they are no longer than a limit.
     *
     * @param omissions hears of the others
     * @throws AttuneException {@code no-prompts} when none is left
     */
    public PromptFile fitting(LanguageModel model, int maxTokens, Omissions omissions) {
        List<PromptRow> fitting = new ArrayList<>();
        for (PromptRow row : rows) {
            try {
                int tokens = model.promptTokens(Conversations.forModel(row.prompt())).length;
                if (tokens <= maxTokens) {
                    fitting.add(row);
                } else {
                    omissions.leaveOut(row.place(), "it has " + tokens + " tokens, maxPromptTokens is " + maxTokens);
                }
            } catch (CheckpointException e) {
                omissions.leaveOut(row.place(), Conversations.refusal(e));
            }
        }
        if (fitting.isEmpty()) {
            throw ErrorCategory.CALLER.error(
                    "no-prompts",
                    "None of the " + rows.size() + " prompts can be used with this model and maxPromptTokens "
                            + maxTokens + ". " + omissions.first());
        }
        return new PromptFile(fitting, rejected);
    }
}
