package dev.attune.feedback.service.export;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.Project;
import dev.attune.feedback.export.ExportFilter;
import dev.attune.feedback.export.ExportForm;
import dev.attune.feedback.export.Manifest;
import dev.attune.feedback.export.Manifest.DataFile;
import dev.attune.feedback.export.RatedItem;
import dev.attune.feedback.store.export.Snapshot;

/** One export under way: its files and what was found while they were written. */
final class ExportRun {

    private static final int MANIFEST_VERSION = 1;

    private final Snapshot snapshot;
    private final Project project;
    private final ExportForm form;
    private final ExportFilter filter;
    private final Facts facts = new Facts();
    private final LeftOut leftOut = new LeftOut();
    private final List<DataFile> files = new ArrayList<>();

    ExportRun(Snapshot snapshot, Project project, ExportForm form, ExportFilter filter) {
        this.snapshot = snapshot;
        this.project = project;
        this.form = form;
        this.filter = filter;
    }

    /** Where a file goes that turns out to have rows. */
    @FunctionalInterface
    interface Place {
        OutputStream open(String path) throws IOException;
    }

    /** Writes the rows of one split; a file without any is not begun, unless {@code always}. */
    void file(Split split, boolean always, Place place) throws IOException, SQLException {
        String path = "data/" + (split == Split.TRAIN ? "train." : "held-out.") + form.extension();
        try (LateFile file = new LateFile(form, path, place)) {
            if (always) {
                file.begin();
            }
            rows(filter.of(split), file);
            file.end()
                    .ifPresent(done ->
                            files.add(new DataFile(path, split.name(), file.rows(), done.bytes(), done.sha256())));
        }
    }

    private void rows(ExportFilter which, LateFile file) throws IOException, SQLException {
        if (form == ExportForm.PROMPT_ONLY) {
            snapshot.prompts(project.id(), which, prompt -> file.write(new PromptRow(prompt.messages())));
            return;
        }
        ItemRows rows = new ItemRows(form, which.undecided(), leftOut);
        snapshot.items(project.id(), which, item -> write(item, rows, file));
        if (form == ExportForm.UNPAIRED && which.split() == Split.TRAIN) {
            snapshot.answers(project.id(), which, answer -> file.write(ItemRows.of(answer)));
        }
    }

    private void write(RatedItem item, ItemRows rows, LateFile file) throws IOException {
        List<Judged> pairs = Judged.of(item);
        facts.add(item, pairs);
        for (Object row : rows.of(item, pairs)) {
            file.write(row);
        }
    }

    Facts facts() {
        return facts;
    }

    Manifest manifest() {
        return new Manifest(
                MANIFEST_VERSION,
                project.id(),
                project.name(),
                project.guidelinesVersion(),
                form.text(),
                filter,
                FormColumns.of(form),
                files,
                leftOut.reasons());
    }
}
