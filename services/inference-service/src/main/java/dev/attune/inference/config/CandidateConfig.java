package dev.attune.inference.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.candidates.*}: answers that people rate. */
@ConfigMapping(prefix = "attune.candidates")
public interface CandidateConfig {

    /** Whether prompts get candidates from this process. */
    @WithDefault("true")
    boolean enabled();

    /** Prompts that are answered in one step. */
    @WithDefault("64")
    int batch();

    /** Answers that are sampled at once; more of them need more memory. */
    @WithDefault("64")
    int rows();

    /** Sampling temperature. */
    @WithDefault("1.0")
    double temperature();

    /** Nucleus probability, 1 for all. */
    @WithDefault("1.0")
    double topP();

    /** Length of an answer, in tokens. */
    @WithDefault("64")
    int maxNewTokens();
}
