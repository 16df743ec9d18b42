package dev.attune.feedback.service.settlement;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.part.Half;
import dev.attune.contracts.event.part.Split;
import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Prompt;

import static org.assertj.core.api.Assertions.assertThat;

/** Sides as Python's hashlib draws them: the first 53 bits of SHA-256("attune.half" + project + fingerprint or account) over 2^53, below a half. */
class HalvesTest {

    private static final UUID PROJECT = new UUID(1, 2);
    private static final Prompt TEACHES = prompt("g");
    private static final Prompt JUDGES = prompt("f");

    @Test
    void aPreferenceBelongsToAHalfIfItsPromptAndAllItsRatersDo() {
        assertThat(Halves.of(TEACHES, by(1, 5))).isEqualTo(Half.TEACHING);
        assertThat(Halves.of(JUDGES, by(2, 3))).isEqualTo(Half.JUDGING);
    }

    @Test
    void whereOneOfThemBelongsToTheOtherItBelongsToNone() {
        assertThat(Halves.of(TEACHES, by(1, 2))).isNull();
        assertThat(Halves.of(TEACHES, by(2))).isNull();
        assertThat(Halves.of(JUDGES, by(1))).isNull();
    }

    private static Prompt prompt(String fingerprint) {
        return new Prompt(PROJECT, PROJECT, List.of(Message.user("hello")), fingerprint, Split.TRAIN);
    }

    private static List<Judgement> by(int... people) {
        return IntStream.of(people)
                .mapToObj(person -> new Judgement(
                        UUID.randomUUID(),
                        PROJECT,
                        PROJECT,
                        new UUID(0, person),
                        null,
                        Verdict.LEFT,
                        1,
                        true,
                        0,
                        "program",
                        Instant.EPOCH,
                        null))
                .toList();
    }
}
