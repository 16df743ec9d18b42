package dev.attune.feedback.service.export;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.concurrent.Semaphore;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.json.Json;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.export.ExportFilter;
import dev.attune.feedback.export.ExportForm;
import dev.attune.feedback.export.ExportSizes;
import dev.attune.feedback.export.Manifest;
import dev.attune.feedback.store.export.ExportStore;

/**
 * A project's ratings as files. Rows are written as they are read, in the order in which items came, so that memory does not grow with
 * them and the same data gives the same bytes.
 */
@ApplicationScoped
public class Exports {

    /** Each holds a connection to the database for as long as the other side reads. */
    private static final int AT_A_TIME = 4;

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private final ExportStore store;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    Exports(ExportStore store) {
        this.store = store;
    }

    /** Manifest and card of an export. */
    public record Description(Manifest manifest, String card) {}

    /** How much there is to export. */
    public ExportSizes sizes(Project project) {
        try {
            return store.sizes(project.id());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes a place among those who export, until the file is closed.
     *
     * @throws FeedbackException {@link Fault#TOO_MANY_LARGE_REQUESTS}
     */
    public Ticket ticket() {
        Fault.TOO_MANY_LARGE_REQUESTS.when(
                !places.tryAcquire(), "Other exports are under way; ask for this one again in a few seconds.");
        return new Ticket(places);
    }

    /** A place among those who export. */
    public static final class Ticket implements AutoCloseable {
        private final Semaphore places;

        private Ticket(Semaphore places) {
            this.places = places;
        }

        @Override
        public void close() {
            places.release();
        }
    }

    /** Writes the file of the filter's split; what is in it. */
    public Manifest write(Project project, ExportForm form, ExportFilter filter, OutputStream out) throws IOException {
        Manifest[] manifest = new Manifest[1];
        store.read(snapshot -> {
            ExportRun run = new ExportRun(snapshot, project, form, filter);
            run.file(filter.split(), true, _ -> out);
            manifest[0] = run.manifest();
        });
        return manifest[0];
    }

    /** What {@link #bundle} would hold. */
    public Description describe(Project project, ExportForm form, ExportFilter filter) throws IOException {
        Description[] description = new Description[1];
        store.read(snapshot -> {
            ExportRun run = new ExportRun(snapshot, project, form, filter);
            files(run, _ -> OutputStream.nullOutputStream());
            description[0] = described(run, project, form);
        });
        return description[0];
    }

    /** Writes a .zip: a file for each split, the manifest and the dataset's card, all of one moment. */
    public void bundle(Project project, ExportForm form, ExportFilter filter, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        store.read(snapshot -> {
            ExportRun run = new ExportRun(snapshot, project, form, filter);
            files(run, path -> {
                entry(zip, path);
                return zip;
            });
            Description description = described(run, project, form);
            entry(zip, "manifest.json");
            zip.write(Json.pretty(description.manifest()).getBytes(StandardCharsets.UTF_8));
            entry(zip, "README.md");
            zip.write(description.card().getBytes(StandardCharsets.UTF_8));
        });
        zip.finish();
        out.flush();
    }

    private static void files(ExportRun run, ExportRun.Place place) throws IOException, SQLException {
        run.file(Split.TRAIN, true, place);
        run.file(Split.HELD_OUT, false, place);
    }

    private static Description described(ExportRun run, Project project, ExportForm form) {
        Manifest manifest = run.manifest();
        return new Description(manifest, DatasetCard.of(project, form, manifest, run.facts()));
    }

    private static void entry(ZipOutputStream zip, String path) throws IOException {
        ZipEntry entry = new ZipEntry(path);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
    }
}
