package dev.attune.feedback.service.secret;

/** A secret cannot be decrypted; the message is a sentence that says why and what to do. */
public final class UnreadableSecretException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnreadableSecretException(String sentence) {
        super(sentence);
    }
}
