package dev.attune.contracts.bus;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SkippedEventsTest {

    @Test
    void countsByTypeAndKeepsNoMoreNamesThanItMust() {
        SkippedEvents skipped = new SkippedEvents();

        assertThat(skipped.add(new UnknownEventException("1", "type-0"))).isTrue();
        assertThat(skipped.add(new UnknownEventException("2", "type-0"))).isFalse();
        for (int i = 1; i < 5_000; i++) {
            skipped.add(new UnknownEventException("3", "type-" + i));
        }
        skipped.add(new UnknownEventException("4", "type-0"));

        assertThat(skipped.counts()).hasSize(101).containsEntry("type-0", 3L).containsEntry("others", 4_900L);
    }
}
