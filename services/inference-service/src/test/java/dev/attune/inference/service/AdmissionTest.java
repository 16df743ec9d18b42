package dev.attune.inference.service;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.inference.Faults;
import dev.attune.inference.config.ChatConfig;
import dev.attune.inference.service.Admission.Place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class AdmissionTest {

    private final Admission admission = new Admission(new Limits(256, 5, 3));

    private record Limits(int maxTokens, int requests, int requestsPerAccount) implements ChatConfig {}

    @Test
    void anAccountHasItsShareAndTheOthersTheirs() {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            places.add(admission.admit("ann"));
        }
        assertThatThrownBy(() -> admission.admit("ann"))
                .isInstanceOfSatisfying(
                        AttuneException.class, e -> assertThat(e.code()).isEqualTo(Faults.TOO_MANY_REQUESTS))
                .hasMessageStartingWith("3 requests of this account");
        places.add(admission.admit("bob"));
        places.add(admission.admit("bob"));
        assertThatThrownBy(() -> admission.admit("cyd")).hasMessageStartingWith("5 requests in all");

        places.getFirst().close();
        places.getFirst().close();
        admission.admit("ann");
        assertThatThrownBy(() -> admission.admit("cyd")).isInstanceOf(AttuneException.class);
    }
}
