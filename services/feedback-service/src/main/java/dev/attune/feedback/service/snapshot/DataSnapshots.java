package dev.attune.feedback.service.snapshot;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;

import dev.attune.contracts.artifact.Artifact;
import dev.attune.contracts.artifact.Directories;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.config.SnapshotConfig;
import dev.attune.feedback.export.ExportFilter;
import dev.attune.feedback.export.ExportForm;
import dev.attune.feedback.export.Manifest;
import dev.attune.feedback.service.export.Exports;
import dev.attune.feedback.snapshot.DataSnapshot;
import dev.attune.feedback.store.snapshot.SnapshotStore;

/**
 * Exports that runs learn from: written as rows are read, into the store of artifacts, and named by their content. Whoever asks twice
 * gets the same one, as long as nobody has rated anything in between.
 */
@ApplicationScoped
public class DataSnapshots {

    private static final Set<ExportForm> LEARNED =
            Set.of(ExportForm.PREFERENCE, ExportForm.UNPAIRED, ExportForm.PROMPT_COMPLETION);
    private static final int LISTED = 100;

    private final Exports exports;
    private final SnapshotStore store;
    private final DirectoryArtifactStore artifacts;

    DataSnapshots(Exports exports, SnapshotStore store, SnapshotConfig config) {
        this.exports = exports;
        this.store = store;
        this.artifacts = new DirectoryArtifactStore(config.artifacts());
    }

    /**
     * Keeps what a project has now of the prompts to learn from.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST}, {@link Fault#NOTHING_TO_LEARN} or {@link
     *     Fault#TOO_MANY_LARGE_REQUESTS}
     */
    public DataSnapshot make(Project project, ExportForm form) {
        Fault.INVALID_REQUEST.when(
                !LEARNED.contains(form),
                "No recipe learns from the form " + form.text() + "; use preference, unpaired or prompt-completion.");
        try (Exports.Ticket _ = exports.ticket()) {
            Path folder = Files.createTempDirectory("attune-snapshot");
            try {
                long rows = write(project, form, folder);
                Fault.NOTHING_TO_LEARN.when(
                        rows == 0,
                        "The project has nothing of that form yet: let people rate or write answers, then try again.");
                Artifact artifact = artifacts.publish(folder);
                return QuarkusTransaction.requiringNew()
                        .call(() -> store.add(project.id(), form.text(), artifact, rows));
            } finally {
                Directories.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long write(Project project, ExportForm form, Path folder) throws IOException {
        Manifest manifest;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(folder.resolve("data.jsonl")))) {
            manifest = exports.write(project, form, ExportFilter.usual(), out);
        }
        Files.writeString(folder.resolve("manifest.json"), Json.pretty(manifest));
        return manifest.files().stream().mapToLong(Manifest.DataFile::rows).sum();
    }

    /** Those of a project that are there still, newest first: what no run has used is removed by {@code ./attune clean}. */
    public List<DataSnapshot> of(Project project) {
        return QuarkusTransaction.requiringNew().call(() -> store.of(project.id(), LISTED)).stream()
                .filter(snapshot -> artifacts.holds(snapshot.sha256()))
                .toList();
    }
}
