package dev.attune.feedback.service.image;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.event.Message;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.store.image.ImageStore;

/** Images of projects. Who may see or change one is asked of {@link dev.attune.feedback.service.Walls} before. */
@ApplicationScoped
public class Images {

    /** Bytes of one image. */
    public static final int MOST_BYTES = 5 * 1024 * 1024;

    private final ImageStore store;

    Images(ImageStore store) {
        this.store = store;
    }

    /** An image as it is shown. */
    @SuppressWarnings("ArrayRecordComponent") // on its way to whoever asked, never compared
    public record Image(String mediaType, byte[] content) {}

    /**
     * Keeps an image for a project, once; the same bytes are the same image.
     *
     * @return the hash by which messages refer to it
     * @throws FeedbackException {@link Fault#NO_IMAGE} or {@link Fault#IMAGE_TOO_LARGE}
     */
    @Transactional
    public String add(UUID project, Account account, byte[] content) {
        Fault.IMAGE_TOO_LARGE.when(
                content.length > MOST_BYTES,
                "The image has " + content.length + " bytes; at most " + MOST_BYTES + " are kept.");
        ImageType type = ImageType.of(content)
                .orElseThrow(() -> Fault.NO_IMAGE.because("These bytes are no PNG, JPEG, WebP or GIF image."));
        String sha256 = Sha256.of(content);
        store.add(sha256, type.mediaType(), content);
        store.show(project, sha256, account.id());
        return sha256;
    }

    /**
     * An image of a project.
     *
     * @throws FeedbackException {@link Fault#IMAGE_UNKNOWN}
     */
    @Transactional
    public Image of(UUID project, String sha256) {
        return store.of(project, sha256)
                .map(kept -> new Image(kept.mediaType(), kept.content()))
                .orElseThrow(() -> Fault.IMAGE_UNKNOWN.because("The project has no image " + sha256 + "."));
    }

    /** Which of the images that conversations show the project has, by their hashes. */
    @Transactional
    public Set<String> known(UUID project, List<List<Message>> conversations) {
        Set<String> shown = conversations.stream()
                .flatMap(List::stream)
                .flatMap(message -> message.images().stream())
                .map(Message.Image::sha256)
                .collect(Collectors.toSet());
        return shown.isEmpty() ? Set.of() : store.known(project, shown);
    }

    /**
     * Checks that a conversation shows only what is known.
     *
     * @throws FeedbackException {@link Fault#IMAGE_UNKNOWN}
     */
    public static void requireKnown(List<Message> conversation, Set<String> known) {
        for (Message message : conversation) {
            for (Message.Image image : message.images()) {
                Fault.IMAGE_UNKNOWN.when(
                        !known.contains(image.sha256()),
                        "The project has no image " + image.sha256() + "; upload it first.");
            }
        }
    }
}
