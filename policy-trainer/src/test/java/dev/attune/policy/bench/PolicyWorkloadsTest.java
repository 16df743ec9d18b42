package dev.attune.policy.bench;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.attune.lm.bench.Workload;

import static org.assertj.core.api.Assertions.assertThat;

class PolicyWorkloadsTest {

    @Test
    void everyRowHasItsPeersScriptBesideIt() {
        List<Workload> all = Stream.of(PolicyWorkloads.ppo(), PolicyWorkloads.dpo(), PolicyWorkloads.sft())
                .flatMap(List::stream)
                .toList();
        assertThat(all).extracting(Workload::name).doesNotHaveDuplicates().contains("ppo-default", "dpo", "sft");
        assertThat(all)
                .allSatisfy(row -> assertThat(row.main().getResource(row.script()))
                        .as(row.script())
                        .isNotNull());
    }

    @Test
    void ourDefaultIsComparedWithTheBetterOneOfThePeersTunings() {
        Workload row = PolicyWorkloads.ppo().stream()
                .filter(workload -> workload.name().equals("ppo-default"))
                .findFirst()
                .orElseThrow();
        assertThat(row.peer()).extracting(List::getFirst).containsExactly("full", "lora");
    }
}
