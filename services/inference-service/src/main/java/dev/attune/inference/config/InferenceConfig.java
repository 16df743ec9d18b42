package dev.attune.inference.config;

import java.nio.file.Path;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings {@code attune.*} of the inference service. */
@ConfigMapping(prefix = "attune")
public interface InferenceConfig {

    /** Where artifacts are; see {@code ATTUNE_ARTIFACTS}. */
    Path artifacts();

    /** Names this process among several: two of them must not share it. */
    @WithDefault("1")
    String instance();

    Models models();

    Chat chat();

    Candidates candidates();

    /** Models in memory. */
    interface Models {
        /** Checkpoints (bases and adapters) kept in memory, those in use not counted. */
        @WithDefault("4")
        int kept();

        /** Number type of frozen weights: float32 or bfloat16. */
        @WithDefault("float32")
        String computeType();
    }

    /** Answers to people. */
    interface Chat {
        /** Length of an answer when the caller names none, in tokens. */
        @WithDefault("256")
        int maxTokens();
    }

    /** Answers that people rate. */
    interface Candidates {
        /** Whether prompts get candidates at all. */
        @WithDefault("true")
        boolean enabled();

        /** Prompts that are answered in one generation. */
        @WithDefault("64")
        int batch();

        /** Answers that are sampled at once; more of them need more memory. */
        @WithDefault("64")
        int rows();

        @WithDefault("1.0")
        double temperature();

        @WithDefault("1.0")
        double topP();

        /** Length of an answer, in tokens. */
        @WithDefault("64")
        int maxNewTokens();
    }
}
