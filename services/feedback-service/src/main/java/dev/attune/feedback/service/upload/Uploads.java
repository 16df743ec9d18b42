package dev.attune.feedback.service.upload;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.config.UploadConfig;
import dev.attune.feedback.store.upload.UploadStore;
import dev.attune.feedback.upload.Upload;
import dev.attune.feedback.upload.UploadKind;
import dev.attune.feedback.upload.UploadState;

/** Files that are sent piece by piece, looked through, and entered when somebody says so. */
@ApplicationScoped
public class Uploads {

    private static final int LONGEST_NAME = 255;
    private static final int MOST_LISTED = 50;

    private final UploadStore store;
    private final UploadFiles files;
    private final UploadConfig config;

    Uploads(UploadStore store, UploadFiles files, UploadConfig config) {
        this.store = store;
        this.files = files;
        this.config = config;
    }

    /**
     * Begins an upload.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when there is nothing in the file, or too much
     */
    @Transactional
    public Upload begin(Account actor, Project project, UploadKind kind, String name, long bytes) {
        Fault.INVALID_REQUEST.when(name.length() > LONGEST_NAME, "The name is longer than 255 characters.");
        Fault.INVALID_REQUEST.when(bytes < 1, "The file is empty.");
        Fault.INVALID_REQUEST.when(
                bytes > config.mostBytes(),
                "The file has " + bytes + " bytes; at most " + config.mostBytes() + " are taken. Split it.");
        Upload upload = new Upload(
                UUID.randomUUID(),
                project.id(),
                kind,
                name,
                bytes,
                0,
                UploadState.RECEIVING,
                null,
                null,
                0,
                0,
                0,
                List.of(),
                Instant.now());
        store.add(upload, actor.id());
        return one(project, upload.id());
    }

    /**
     * Takes the next piece; after the last one the file is looked through. A piece that is there already changes nothing.
     *
     * @throws FeedbackException {@link Fault#UPLOAD_UNKNOWN} or {@link Fault#UPLOAD_STATE}, which says where the next piece begins
     */
    @Transactional
    public Upload receive(Project project, UUID id, long offset, byte[] piece) {
        Upload upload = store.locked(id)
                .filter(found -> found.projectId().equals(project.id()))
                .orElseThrow(() -> unknown(id));
        if (offset + piece.length <= upload.received()) {
            return upload;
        }
        Fault.UPLOAD_STATE.when(
                upload.state() != UploadState.RECEIVING
                        || offset != upload.received()
                        || offset + piece.length > upload.bytes(),
                "The next piece must begin at byte " + upload.received() + " and end at most at byte " + upload.bytes()
                        + ".");
        files.write(id, offset, piece);
        long received = offset + piece.length;
        store.received(id, received, received == upload.bytes() ? UploadState.CHECKING : UploadState.RECEIVING);
        return one(project, id);
    }

    /**
     * Has what was found entered.
     *
     * @param publish whether new prompts are told to the ring, which then makes answers for them
     * @throws FeedbackException {@link Fault#UPLOAD_UNKNOWN} or {@link Fault#UPLOAD_STATE}
     */
    @Transactional
    public Upload enter(Project project, UUID id, boolean publish) {
        Upload upload = store.locked(id)
                .filter(found -> found.projectId().equals(project.id()))
                .orElseThrow(() -> unknown(id));
        if (upload.state() == UploadState.ENTERING || upload.state() == UploadState.ENTERED) {
            return upload;
        }
        Fault.UPLOAD_STATE.when(
                upload.state() != UploadState.CHECKED,
                "The file is not looked through yet, or cannot be read; it is " + upload.state() + ".");
        store.enter(id, publish);
        return one(project, id);
    }

    /** The project's uploads, newest first. */
    @Transactional
    public List<Upload> of(Project project) {
        return store.of(project.id(), MOST_LISTED);
    }

    /** @throws FeedbackException {@link Fault#UPLOAD_UNKNOWN} */
    @Transactional
    public Upload one(Project project, UUID id) {
        return store.byId(id)
                .filter(found -> found.projectId().equals(project.id()))
                .orElseThrow(() -> unknown(id));
    }

    /**
     * Removes a file; what was entered of it stays.
     *
     * @throws FeedbackException {@link Fault#UPLOAD_UNKNOWN}
     */
    @Transactional
    public void remove(Project project, UUID id) {
        one(project, id);
        store.remove(id);
        files.delete(id);
    }

    private static FeedbackException unknown(UUID id) {
        return Fault.UPLOAD_UNKNOWN.because("The project has no upload " + id + "; it may be too old.");
    }
}
