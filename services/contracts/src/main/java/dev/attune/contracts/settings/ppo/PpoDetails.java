package dev.attune.contracts.settings.ppo;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** Where implementations of PPO differ. Groups are absent in older events, which means their defaults. */
public record PpoDetails(
        @Nullable PpoKl kl,
        @Nullable PpoReward reward,
        @Nullable PpoAdvantage advantage,
        @Nullable PpoLossConfig loss,
        @Nullable PpoValue value,
        @Nullable PpoPretraining pretraining) {

    public PpoDetails {
        kl = Objects.requireNonNullElseGet(kl, PpoKl::defaults);
        reward = Objects.requireNonNullElseGet(reward, PpoReward::defaults);
        advantage = Objects.requireNonNullElseGet(advantage, PpoAdvantage::defaults);
        loss = Objects.requireNonNullElseGet(loss, PpoLossConfig::defaults);
        value = Objects.requireNonNullElseGet(value, PpoValue::defaults);
        pretraining = Objects.requireNonNullElseGet(pretraining, PpoPretraining::defaults);
    }

    @Override
    public PpoKl kl() {
        return Objects.requireNonNull(kl);
    }

    @Override
    public PpoReward reward() {
        return Objects.requireNonNull(reward);
    }

    @Override
    public PpoAdvantage advantage() {
        return Objects.requireNonNull(advantage);
    }

    @Override
    public PpoLossConfig loss() {
        return Objects.requireNonNull(loss);
    }

    @Override
    public PpoValue value() {
        return Objects.requireNonNull(value);
    }

    @Override
    public PpoPretraining pretraining() {
        return Objects.requireNonNull(pretraining);
    }

    public static PpoDetails defaults() {
        return new PpoDetails(null, null, null, null, null, null);
    }
}
