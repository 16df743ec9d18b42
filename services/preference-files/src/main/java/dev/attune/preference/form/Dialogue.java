package dev.attune.preference.form;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.attune.contracts.event.Message;

/**
 * Anthropic's transcripts as messages: {@code "\n\nHuman: ...\n\nAssistant: ..."} (Bai et al. 2022, arXiv 2204.05862,
 * and the data's README).
 */
final class Dialogue {

    private static final Pattern TURN = Pattern.compile("(?:^|\\n\\n)(Human|Assistant):");

    private Dialogue() {}

    /** Whether the text is such a transcript. */
    static boolean is(String text) {
        return text.stripLeading().startsWith("Human:");
    }

    /**
     * The turns; one space after the colon and white space at a turn's end are not part of it.
     *
     * @throws IllegalArgumentException when the transcript does not begin with a turn
     */
    static List<Message> parse(String transcript) {
        List<Message> turns = new ArrayList<>();
        Matcher turn = TURN.matcher(transcript);
        boolean found = turn.find();
        if (!found || !transcript.substring(0, turn.start()).isBlank()) {
            throw new IllegalArgumentException("the dialogue does not begin with Human: or Assistant:");
        }
        while (found) {
            String role = turn.group(1).equals("Human") ? "user" : "assistant";
            int begin = turn.end();
            found = turn.find();
            String content = transcript.substring(begin, found ? turn.start() : transcript.length());
            turns.add(new Message(role, content.strip()));
        }
        return turns;
    }
}
