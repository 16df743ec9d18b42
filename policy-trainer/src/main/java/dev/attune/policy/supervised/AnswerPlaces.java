package dev.attune.policy.supervised;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.attune.lm.text.ChatTemplate;
import dev.attune.lm.text.ChatText;
import dev.attune.lm.text.Message;

/**
 * Where the answers of a conversation stand in the text that a chat template makes of it.
 *
 * @param whole the conversation up to its last answer
 * @param answers in order
 */
record AnswerPlaces(ChatText whole, List<Place> answers) {
    /** Put around an answer to see where it goes; no template and no tokenizer knows them. */
    private static final String OPEN = "\uFDD5";

    private static final String CLOSE = "\uFDD6";

    record Place(int start, int end) {}

    static AnswerPlaces of(ChatTemplate template, List<Message> conversation) {
        int last = conversation.size();
        while (last > 0 && !isAnswer(conversation.get(last - 1))) {
            last--;
        }
        List<Message> turns = conversation.subList(0, last);
        ChatText whole = turns.isEmpty() ? new ChatText("") : template.render(turns, false);
        List<Place> places = new ArrayList<>();
        for (int turn = 0; turn < turns.size(); turn++) {
            if (isAnswer(turns.get(turn))) {
                Optional<Place> place = asked(template, turns, turn, whole);
                (place.isPresent() ? place : seen(template, turns, turn, whole)).ifPresent(places::add);
            }
        }
        return new AnswerPlaces(whole, places);
    }

    private static boolean isAnswer(Message message) {
        return message.role().equals("assistant");
    }

    /** The answer as it follows what comes before it when it is asked for, if the whole conversation begins so. */
    private static Optional<Place> asked(ChatTemplate template, List<Message> turns, int turn, ChatText whole) {
        ChatText before = template.render(turns.subList(0, turn), true);
        ChatText after = template.render(turns.subList(0, turn + 1), false);
        return whole.startsWith(after) && after.startsWith(before)
                ? Optional.of(new Place(before.length(), after.length()))
                : Optional.empty();
    }

    /**
     * Where the answer's own text stands: for templates that write an answer in another way when another turn follows, such
     * as those that leave out earlier thoughts.
     */
    private static Optional<Place> seen(ChatTemplate template, List<Message> turns, int turn, ChatText whole) {
        String answer = turns.get(turn).content();
        String said = answer.strip();
        int from = answer.indexOf(said);
        List<Message> framed = new ArrayList<>(turns);
        framed.set(
                turn,
                Message.assistant(
                        answer.substring(0, from) + OPEN + said + CLOSE + answer.substring(from + said.length())));
        String text = template.render(framed, false).marked();
        int open = text.indexOf(OPEN);
        int close = text.indexOf(CLOSE);
        boolean same = open >= 0
                && close > open
                && text.replace(OPEN, "").replace(CLOSE, "").equals(whole.marked());
        return same ? Optional.of(new Place(open, close - 1)) : Optional.empty();
    }

    /** The beginnings and ends of the answers, one after the other. */
    int[] boundaries() {
        return answers.stream()
                .flatMap(place -> List.of(place.start(), place.end()).stream())
                .mapToInt(boundary -> boundary)
                .toArray();
    }
}
