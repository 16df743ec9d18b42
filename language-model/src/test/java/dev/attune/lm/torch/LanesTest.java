package dev.attune.lm.torch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class LanesTest {
    @Test
    void eachLaneHasAThreadOfItsOwnWithOneKernelThreadAndRecordsNothing() {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch together = new CountDownLatch(3);
        try (var on = Autograd.on()) {
            Lanes.run(3, lane -> {
                together.countDown();
                await(together); // all run at once
                seen.add(lane + " " + Threads.count() + " " + Autograd.isOn() + " " + Lanes.count(4));
            });
            assertThat(Autograd.isOn()).isTrue();
        }
        assertThat(seen).containsExactlyInAnyOrder("0 1 false 1", "1 1 false 1", "2 1 false 1");
    }

    @Test
    void additionsComeInTheOrderOfTheLanesWhoeverIsQuicker() {
        List<String> added = new ArrayList<>(); // guarded by the order itself
        List<CountDownLatch> there =
                IntStream.range(0, 9).mapToObj(each -> new CountDownLatch(1)).toList();
        Lanes.run(3, lane -> {
            for (int i = 0; i < 3; i++) {
                String mark = i + "/" + lane;
                if (lane < 2) {
                    await(there.get(3 * i + lane + 1)); // the last one is there first
                }
                there.get(3 * i + lane).countDown();
                Lanes.inOrder(() -> added.add(mark));
            }
        });
        for (int i = 0; i < 3; i++) {
            String addition = i + "/";
            assertThat(added.stream().filter(mark -> mark.startsWith(addition)))
                    .containsExactly(i + "/0", i + "/1", i + "/2");
        }
        assertThat(added).hasSize(9);
    }

    @Test
    void outsideOfLanesAnAdditionIsMadeAtOnce() {
        List<String> added = new ArrayList<>();
        Lanes.inOrder(() -> added.add("now"));
        assertThat(added).containsExactly("now");
    }

    @Test
    void aLaneThatFailsEndsTheOthersAndSaysWhy() {
        for (int broken = 0; broken < 2; broken++) {
            int failing = broken;
            assertThatThrownBy(() -> Lanes.run(2, lane -> {
                        if (lane == failing) {
                            throw new IllegalArgumentException("lane " + lane);
                        }
                        IntStream.range(0, 3).forEach(i -> Lanes.inOrder(() -> {}));
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("lane " + broken);
        }
    }

    @Test
    void lanesAreWorthWhileWhereNoCoreIdlesLong() {
        try (var two = Threads.of(2)) {
            assertThat(IntStream.range(0, 8).map(Lanes::count)).containsExactly(1, 1, 2, 1, 2, 2, 2, 2);
        }
        try (var four = Threads.of(4)) {
            assertThat(IntStream.range(1, 9).map(Lanes::count)).containsExactly(1, 1, 1, 4, 1, 1, 4, 4);
        }
        try (var one = Threads.of(1)) {
            assertThat(Lanes.count(8)).isEqualTo(1);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
