package dev.attune.registry.canary;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.judgement.canary.CanaryRule;
import dev.attune.judgement.canary.Guardrail;
import dev.attune.judgement.canary.Tolerance;

/**
 * What decides about a canary; what is absent has its default.
 *
 * @param margin by how much people must like it better, in [0, 1): 0
 * @param alpha the highest probability of promoting one that is not better, and of rolling back one that is not worse: 0.05
 * @param votesEach first votes of a person that make up a score: 1
 * @param exchangesEach first exchanges of a person that guardrails look at: 1
 * @param maxPeople the canary is over when so many have voted: 5,000
 * @param maxHours and after so many hours: 168
 */
public record CanarySettings(
        @Nullable Double margin,
        @Nullable Double alpha,
        @Nullable Integer votesEach,
        @Nullable Integer exchangesEach,
        @Nullable Integer maxPeople,
        @Nullable Integer maxHours,
        @Nullable Guardrails guardrails) {

    /** How likely guardrails end a canary that does no harm, all together. */
    private static final double GUARDRAIL_ALPHA = 0.05;

    /**
     * From where on worse is harm; what is absent has its default.
     *
     * @param errors share of requests that fail, above production's: 0.02
     * @param empty share of answers without a word, above production's: 0.02
     * @param slow share of answers that come later than {@code slowMillis}, above production's: 0.05
     * @param slowMillis 10,000
     * @param longer mean length over production's: 1.5
     * @param shorter production's mean length over the canary's: 1.5
     * @param fullTokens what is longer counts as so long: 512
     * @param failuresInARow so many failures one after the other end it at once: 10
     */
    public record Guardrails(
            @Nullable Double errors,
            @Nullable Double empty,
            @Nullable Double slow,
            @Nullable Integer slowMillis,
            @Nullable Double longer,
            @Nullable Double shorter,
            @Nullable Integer fullTokens,
            @Nullable Integer failuresInARow) {}

    /** All defaults. */
    public static CanarySettings defaults() {
        return new CanarySettings(null, null, null, null, null, null, null).whole();
    }

    /** With every default in its place. */
    public CanarySettings whole() {
        Guardrails said =
                guardrails == null ? new Guardrails(null, null, null, null, null, null, null, null) : guardrails;
        return new CanarySettings(
                or(margin, 0.0),
                or(alpha, 0.05),
                or(votesEach, 1),
                or(exchangesEach, 1),
                or(maxPeople, 5000),
                or(maxHours, 168),
                new Guardrails(
                        or(said.errors, 0.02),
                        or(said.empty, 0.02),
                        or(said.slow, 0.05),
                        or(said.slowMillis, 10_000),
                        or(said.longer, 1.5),
                        or(said.shorter, 1.5),
                        or(said.fullTokens, 512),
                        or(said.failuresInARow, 10)));
    }

    /**
     * The test's rule.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code canary-invalid} when a setting makes no sense
     */
    public CanaryRule rule() {
        CanarySettings all = whole();
        Guardrails limits = all.limits();
        require(all.margin, 0, 0.99, "margin");
        require(all.alpha, 0.001, 0.5, "alpha");
        require(all.votesEach, 1, 1000, "votesEach");
        require(all.exchangesEach, 1, 1000, "exchangesEach");
        require(all.maxPeople, 2, 100_000, "maxPeople");
        require(all.maxHours, 1, 8760, "maxHours");
        require(limits.errors, 0, 0.99, "guardrails.errors");
        require(limits.empty, 0, 0.99, "guardrails.empty");
        require(limits.slow, 0, 0.99, "guardrails.slow");
        require(limits.slowMillis, 1, 3_600_000, "guardrails.slowMillis");
        require(limits.longer, 1, 1000, "guardrails.longer");
        require(limits.shorter, 1, 1000, "guardrails.shorter");
        require(limits.fullTokens, 1, 1_000_000, "guardrails.fullTokens");
        require(limits.failuresInARow, 1, 1000, "guardrails.failuresInARow");
        return new CanaryRule(
                or(all.margin, 0.0),
                or(all.alpha, 0.05),
                GUARDRAIL_ALPHA,
                Map.of(
                        Guardrail.ERRORS, above(limits.errors),
                        Guardrail.EMPTY, above(limits.empty),
                        Guardrail.SLOW, above(limits.slow),
                        Guardrail.LONGER, times(limits.longer),
                        Guardrail.SHORTER, times(limits.shorter)));
    }

    /** The guardrails; of settings that are whole. */
    public Guardrails limits() {
        return guardrails == null ? new Guardrails(null, null, null, null, null, null, null, null) : guardrails;
    }

    /** A number of settings that are whole. */
    public static int number(@Nullable Integer setting) {
        return setting == null ? 0 : setting;
    }

    private static Tolerance above(@Nullable Double difference) {
        return new Tolerance(1, or(difference, 0.0));
    }

    private static Tolerance times(@Nullable Double ratio) {
        return new Tolerance(or(ratio, 1.0), 0);
    }

    private static void require(@Nullable Number value, double low, double high, String name) {
        double said = value == null ? Double.NaN : value.doubleValue();
        if (!(said >= low && said <= high)) {
            throw ErrorCategory.CALLER.error(
                    "canary-invalid", name + " must lie between " + plain(low) + " and " + plain(high) + ".");
        }
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
    }

    private static <T> T or(@Nullable T value, T other) {
        return value == null ? other : value;
    }
}
