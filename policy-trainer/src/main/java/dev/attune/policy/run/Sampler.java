package dev.attune.policy.run;

import dev.attune.lm.layer.Adapter;
import dev.attune.lm.model.LanguageModel;

/** A model and the adapter on it that a run's policy answers with. */
public record Sampler(LanguageModel model, Adapter adapter) {}
