package dev.attune.inference.model;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.inference.Faults;
import dev.attune.lm.error.CheckpointException;

import static org.assertj.core.api.Assertions.assertThat;

class ModelLeaseTest {

    @Test
    void aConversationThatTheTemplateRefusesIsTheCallers() {
        AttuneException fault =
                ModelLease.promptFault(new CheckpointException("Roles must alternate.", new RuntimeException()));

        assertThat(fault.code()).isEqualTo(Faults.PROMPT_NOT_RENDERABLE);
        assertThat(fault.category()).isEqualTo(ErrorCategory.CALLER);
        assertThat(fault).hasMessageContaining("Roles must alternate.");
    }

    @Test
    void whatElseFailsIsOurs() {
        AttuneException fault = ModelLease.promptFault(new IllegalStateException("libtorch is angry"));

        assertThat(fault.code()).isEqualTo(Faults.PROMPT_NOT_ENCODED);
        assertThat(fault.category()).isEqualTo(ErrorCategory.INTERNAL);
        assertThat(fault).hasMessageNotContaining("libtorch").hasRootCauseMessage("libtorch is angry");
    }

    @Test
    void anErrorWithACategoryKeepsIt() {
        AttuneException busy = new AttuneException("busy", ErrorCategory.RETRIABLE, "Too much at once.");

        assertThat(ModelLease.promptFault(busy)).isSameAs(busy);
    }
}
