package dev.attune.policy.metrics;

import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.settings.AlarmConfig;

/**
 * Watches a run's numbers and says when it should stop. It remembers only what it was told, in order, so a resumed run tells it
 * the kept progress again and stands where the first run stood.
 */
public final class Alarms {

    private static final double ENDS_ITSELF = 0.5;

    private final AlarmConfig config;
    private final double maxKl;

    private @Nullable Vitals first;
    private int collapsed;
    private int exploded;
    private @Nullable HeldOutScores best;
    private int overOptimised;

    /** @param maxKl nats per answer that the policy may lie from its reference */
    public Alarms(AlarmConfig config, double maxKl) {
        this.config = config;
        this.maxKl = maxKl;
    }

    /** Hears of an update's rollout, before the policy learns from it. */
    public Optional<Alarm> rollout(Vitals now) {
        Vitals begin = first == null ? now : first;
        first = begin;
        collapsed = now.entropy() < config.minEntropyShare() * begin.entropy() ? collapsed + 1 : 0;
        exploded = hasExploded(begin, now) ? exploded + 1 : 0;
        if (now.kl() > maxKl) {
            return alarm(
                    Alarm.Kind.KL, "the mean KL of an answer reached %.2f nats, above maxKl %.2f", now.kl(), maxKl);
        }
        if (config.maxMismatch() > 0 && now.mismatch() > config.maxMismatch()) {
            return alarm(
                    Alarm.Kind.MISMATCH,
                    "generation and training pass give probabilities that differ by a factor of %.4f, above"
                            + " alarms.maxMismatch %.2f",
                    now.mismatch(),
                    config.maxMismatch());
        }
        if (collapsed >= config.patience()) {
            return alarm(
                    Alarm.Kind.ENTROPY,
                    "the entropy fell to %.4f nats from %.4f, below alarms.minEntropyShare %.2f of it",
                    now.entropy(),
                    begin.entropy(),
                    config.minEntropyShare());
        }
        if (exploded >= config.patience()) {
            return alarm(
                    Alarm.Kind.LENGTH,
                    "answers have %.1f tokens after %.1f at first and the policy ends a share of %.2f itself after %.2f,"
                            + " beyond alarms.maxLengthGrowth or alarms.minEndRateShare",
                    now.answerTokens(),
                    begin.answerTokens(),
                    now.endRate(),
                    begin.endRate());
        }
        return Optional.empty();
    }

    /** Hears of an evaluation on held-out prompts, always the same ones. */
    public Optional<Alarm> evaluation(HeldOutScores now) {
        if (config.goldDropErrors() == 0 || !now.hasGold()) {
            return Optional.empty();
        }
        HeldOutScores before = best;
        if (before == null || now.meanGold() > before.meanGold()) {
            best = now;
            overOptimised = 0;
            return Optional.empty();
        }
        PairedDifference gold = PairedDifference.of(before.golds(), now.golds());
        boolean fell = gold.mean() < -config.goldDropErrors() * gold.standardError();
        overOptimised = fell && now.meanReward() > before.meanReward() ? overOptimised + 1 : 0;
        if (overOptimised < config.patience()) {
            return Optional.empty();
        }
        return alarm(
                Alarm.Kind.OVER_OPTIMISATION,
                "over-optimisation: since update %d the reward rose from %.3f to %.3f while the gold reward fell from %.3f to"
                        + " %.3f on held-out prompts (alarms.goldDropErrors %.1f)",
                before.step(),
                before.meanReward(),
                now.meanReward(),
                before.meanGold(),
                now.meanGold(),
                config.goldDropErrors());
    }

    private boolean hasExploded(Vitals begin, Vitals now) {
        boolean longer =
                config.maxLengthGrowth() > 0 && now.answerTokens() > config.maxLengthGrowth() * begin.answerTokens();
        boolean endless = begin.endRate() >= ENDS_ITSELF && now.endRate() < config.minEndRateShare() * begin.endRate();
        return longer || endless;
    }

    private static Optional<Alarm> alarm(Alarm.Kind kind, String reason, Object... numbers) {
        return Optional.of(new Alarm(kind, String.format(Locale.ROOT, reason, numbers)));
    }
}
