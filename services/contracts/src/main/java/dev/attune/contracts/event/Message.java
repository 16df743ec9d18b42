package dev.attune.contracts.event;

import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;

import dev.attune.contracts.error.Require;

/**
 * One turn of a conversation; {@code role} is {@code system}, {@code user} or {@code assistant}.
 *
 * @param images that belong to the turn, in their order: references, never their bytes
 */
public record Message(
        String role,
        String content,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Image> images) {

    private static final List<String> ROLES = List.of("system", "user", "assistant");

    @JsonCreator
    public Message {
        Require.that(ROLES.contains(role), "role must be one of " + ROLES + " but is " + role);
        Require.present(content, "content");
        images = Require.copy(images);
    }

    /** A turn of text alone. */
    public Message(String role, String content) {
        this(role, content, List.of());
    }

    /**
     * An image that was uploaded before.
     *
     * @param sha256 of its bytes, lower-case hex
     * @param alt what it shows, for those who do not see it
     */
    public record Image(String sha256, String alt) {
        public Image {
            Require.that(
                    sha256 != null && sha256.matches("[0-9a-f]{64}"),
                    "an image's sha256 must be 64 lower-case hexadecimal digits");
            Require.text(alt, "alt");
        }
    }

    /** Whether a conversation shows images, which a model that knows text alone cannot see. */
    public static boolean anyImages(List<Message> conversation) {
        return conversation.stream().anyMatch(message -> !message.images().isEmpty());
    }

    public static Message user(String content) {
        return new Message("user", content);
    }

    public static Message assistant(String content) {
        return new Message("assistant", content);
    }

    /** The conversation as readable text, one turn per line. */
    public static String readable(List<Message> conversation) {
        return conversation.stream()
                .map(message -> message.role() + ": " + message.content())
                .collect(Collectors.joining("\n"));
    }
}
