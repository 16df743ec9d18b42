package dev.attune.judgement.signal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PaceTest {

    @Test
    void fasterThanAnybodyReads() {
        List<Pace.Timed> pool = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            pool.add(new Pace.Timed(40, 6 + i / 10.0));
            pool.add(new Pace.Timed(400, 30 + i));
        }
        Pace pace = new Pace(List.of(pool));

        assertThat(pace.sign(Collections.nCopies(20, new Pace.Timed(400, 8))).flagged())
                .isTrue();
        assertThat(pace.sign(Collections.nCopies(20, new Pace.Timed(40, 8))).flagged())
                .isFalse();
        assertThat(pace.sign(Collections.nCopies(20, new Pace.Timed(5000, 1))).cases())
                .isZero();
    }

    @Test
    void thoseWhoOnlyClickDoNotSetTheFloor() {
        List<Pace.Timed> careful = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            careful.add(new Pace.Timed(100, 10 + i));
        }
        List<Pace.Timed> clicking = Collections.nCopies(40, new Pace.Timed(100, 1));
        Pace pace = new Pace(List.of(careful, clicking, careful, clicking, careful));

        assertThat(pace.under(clicking)).isEqualTo(40);
        assertThat(pace.under(careful)).isZero();
        assertThat(pace.sign(clicking).flagged()).isTrue();
    }

    @Test
    void runsOfOneAnswer() {
        List<String> answers = new ArrayList<>(Collections.nCopies(40, "left"));
        for (int i = 0; i < 40; i++) {
            answers.add(i % 2 == 0 ? "right" : "left");
        }

        assertThat(Pace.longest(answers)).isEqualTo(40);
        assertThat(Pace.longest(List.of())).isZero();
        assertThat(Pace.runs(answers).flagged()).isTrue();
        assertThat(Pace.runs(answers.subList(40, 80)).flagged()).isFalse();
        assertThat(Pace.runs(List.of()).flagged()).isFalse();
    }
}
