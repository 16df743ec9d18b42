package dev.attune.feedback.service.export;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import dev.attune.contracts.event.Message;

/** Conversations as Anthropic's data writes them: turns of a human and an assistant in one text. */
final class Transcripts {

    private static final Pattern LOOKS_LIKE_A_TURN = Pattern.compile("(^|\\n\\n)(Human|Assistant):");

    private Transcripts() {}

    /** The text, unless a reader would not find the same turns in it again. */
    static Optional<String> of(List<Message> conversation) {
        StringBuilder text = new StringBuilder();
        for (Message turn : conversation) {
            boolean first = text.isEmpty();
            boolean person = turn.role().equals("user");
            if (turn.role().equals("system")
                    || !turn.images().isEmpty()
                    || (first && !person)
                    || LOOKS_LIKE_A_TURN.matcher(turn.content()).find()) {
                return Optional.empty();
            }
            text.append(person ? "\n\nHuman: " : "\n\nAssistant: ").append(turn.content());
        }
        return Optional.of(text.toString());
    }
}
