package dev.attune.lm.generate;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class StopTextTest {

    @Test
    void passesTextThroughWhenThereIsNoStop() {
        StopText text = new StopText(List.of());
        assertThat(text.add("one ") + text.add("two") + text.finish()).isEqualTo("one two");
        assertThat(text.isStopped()).isFalse();
    }

    @Test
    void holdsBackWhatMayBeginAStop() {
        StopText text = new StopText(List.of("END"));
        assertThat(text.add("the E")).isEqualTo("the ");
        assertThat(text.add("N")).isEmpty();
        assertThat(text.add("emy")).isEqualTo("ENemy");
        assertThat(text.finish()).isEmpty();
    }

    @Test
    void cutsBeforeAStopThatComesInPieces() {
        StopText text = new StopText(List.of("\n\n", "END"));
        assertThat(text.add("answer\n")).isEqualTo("answer");
        assertThat(text.add("\nmore END")).isEmpty();
        assertThat(text.isStopped()).isTrue();
        assertThat(text.add("again") + text.finish()).isEmpty();
    }

    @Test
    void cutsAtTheFirstOfSeveralStops() {
        StopText text = new StopText(List.of("b", "a"));
        assertThat(text.add("xyzab")).isEqualTo("xyz");
    }

    @Test
    void givesOutAtTheEndWhatNoStopFollowed() {
        StopText text = new StopText(List.of("END"));
        assertThat(text.add("EN")).isEmpty();
        assertThat(text.finish()).isEqualTo("EN");
    }
}
