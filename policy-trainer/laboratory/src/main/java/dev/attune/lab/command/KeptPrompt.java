package dev.attune.lab.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Message;
import dev.attune.lab.workbench.RunFolder;
import dev.attune.lab.workbench.RunRow;

/**
 * A prompt of a run, written {@code FOLDER} or {@code FOLDER#LABEL}.
 *
 * @param turns its turns, templates; empty in runs of earlier versions
 * @param rows its rows
 */
record KeptPrompt(String label, String source, List<Message> turns, List<RunRow> rows) {

    static KeptPrompt of(String written) {
        int mark = written.indexOf('#');
        Path folder = Path.of(mark < 0 ? written : written.substring(0, mark));
        if (!Files.isDirectory(folder)) {
            throw ErrorCategory.CALLER.error("no-run", "There is no run in " + folder + "; give the folder of a run.");
        }
        RunFolder.Kept kept = RunFolder.read(folder);
        Map<String, String> prompts = kept.prompts();
        String label = mark < 0 ? only(prompts, folder) : written.substring(mark + 1);
        if (!prompts.containsKey(label)) {
            throw ErrorCategory.CALLER.error(
                    "no-prompt",
                    "The run in " + folder + " has no prompt \"" + label + "\"; it has "
                            + String.join(", ", prompts.keySet()) + ".");
        }
        return new KeptPrompt(
                label,
                prompts.get(label),
                kept.turns().getOrDefault(label, List.of()),
                kept.rows().stream().filter(row -> row.prompt().equals(label)).toList());
    }

    private static String only(Map<String, String> prompts, Path folder) {
        if (prompts.size() != 1) {
            throw ErrorCategory.CALLER.error(
                    "no-prompt",
                    "The run in " + folder + " has several prompts; say which: " + folder + "#LABEL, one of "
                            + String.join(", ", prompts.keySet()) + ".");
        }
        return prompts.keySet().iterator().next();
    }
}
