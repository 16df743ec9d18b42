package dev.attune.inference.model;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.inference.Faults;
import dev.attune.lm.adapt.PromptStart;
import dev.attune.lm.adapt.Tunable;
import dev.attune.lm.adapt.TunedAdapter;
import dev.attune.lm.error.CheckpointException;
import dev.attune.lm.model.LanguageModel;
import dev.attune.lm.model.LoadOptions;

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

    /** The tests' model has 128 positions. */
    @Test
    void virtualTokensTakeTheirPlaceInTheContext() {
        Path tiny = Path.of("../../language-model/src/test/resources/tiny-llama");
        try (LanguageModel model = LanguageModel.load(tiny, LoadOptions.float32())) {
            LoadedModel base = LoadedModel.base("base-1", model);
            Tunable prompt = new Tunable.SoftPrompt(5, new PromptStart.Random());
            TunedAdapter tuned = (TunedAdapter) model.tune(prompt, 1).adapter();
            LoadedModel adapted = LoadedModel.adapter("adapter-1", base, tuned);

            assertThat(new ModelLease(base, () -> {}).positions()).isEqualTo(128);
            assertThat(new ModelLease(adapted, () -> {}).positions()).isEqualTo(123);
        }
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
