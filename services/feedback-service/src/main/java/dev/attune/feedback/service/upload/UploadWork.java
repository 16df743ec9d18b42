package dev.attune.feedback.service.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import dev.attune.feedback.Account;
import dev.attune.feedback.config.UploadConfig;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.store.upload.UploadStore;
import dev.attune.feedback.upload.Findings;
import dev.attune.feedback.upload.Upload;
import dev.attune.feedback.upload.UploadState;
import dev.attune.text.TextFile;

/**
 * Looks through uploads and enters them, one after the other, away from requests. How far one is, is kept with what was entered: after
 * a kill it goes on behind the last batch.
 */
@ApplicationScoped
class UploadWork {

    private static final Logger LOG = Logger.getLogger(UploadWork.class);

    /** Lines of one transaction, and characters. */
    private static final int BATCH = 500;

    private static final long BATCH_CHARACTERS = 4L << 20;

    private final UploadStore store;
    private final UploadFiles files;
    private final UploadEntry entry;
    private final Accounts accounts;
    private final UploadConfig config;

    UploadWork(UploadStore store, UploadFiles files, UploadEntry entry, Accounts accounts, UploadConfig config) {
        this.store = store;
        this.files = files;
        this.entry = entry;
        this.accounts = accounts;
        this.config = config;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        for (Upload upload : QuarkusTransaction.requiringNew().call(store::toWorkOn)) {
            Path file = files.of(upload.id());
            if (Files.exists(file)) {
                work(upload, file);
            }
        }
    }

    private void work(Upload upload, Path file) {
        try {
            if (upload.state() == UploadState.CHECKING) {
                Findings findings = new UploadReader(upload.kind(), entry::fault, _ -> {}).read(file, upload.name());
                QuarkusTransaction.requiringNew().run(() -> store.checked(upload.id(), findings));
            } else {
                enter(upload, file);
            }
        } catch (IOException e) {
            fail(upload, "The file cannot be read: " + TextFile.reason(e) + ".");
        } catch (Stopped e) {
            LOG.debugf("Upload %s was removed while it was entered", upload.id());
        }
    }

    private void enter(Upload upload, Path file) throws IOException {
        Optional<Account> actor = QuarkusTransaction.requiringNew()
                .call(() -> accounts.byId(store.order(upload.id()).account()));
        if (actor.isEmpty() || actor.get().disabled()) {
            fail(upload, "The account that sent the file is gone or closed.");
            return;
        }
        Batches batches = new Batches(upload, actor.get());
        new UploadReader(upload.kind(), entry::fault, batches::add).read(file, upload.name());
        batches.send();
        QuarkusTransaction.requiringNew().run(() -> store.entered(upload.id()));
        files.delete(upload.id());
    }

    private void fail(Upload upload, String sentence) {
        QuarkusTransaction.requiringNew().run(() -> store.failed(upload.id(), sentence));
        files.delete(upload.id());
    }

    @Scheduled(every = "1h", delayed = "20m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        for (Upload upload : QuarkusTransaction.requiringNew().call(() -> store.olderThan(config.keep()))) {
            files.delete(upload.id());
            QuarkusTransaction.requiringNew().run(() -> store.remove(upload.id()));
        }
    }

    /** Somebody removed the upload. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Lines on their way, without those that an earlier attempt has entered. */
    private final class Batches {
        private final Upload upload;
        private final Account actor;
        private final List<UploadLine> batch = new ArrayList<>();
        private long characters;
        private long skip;

        Batches(Upload upload, Account actor) {
            this.upload = upload;
            this.actor = actor;
            this.skip = upload.done();
        }

        void add(UploadLine line) {
            if (skip > 0) {
                skip--;
                return;
            }
            batch.add(line);
            characters += line.toString().length();
            if (batch.size() >= BATCH || characters >= BATCH_CHARACTERS) {
                send();
            }
        }

        void send() {
            if (batch.isEmpty()) {
                return;
            }
            if (QuarkusTransaction.requiringNew()
                    .call(() -> store.byId(upload.id()).isEmpty())) {
                throw new Stopped();
            }
            entry.enter(upload, actor, batch);
            batch.clear();
            characters = 0;
        }
    }
}
