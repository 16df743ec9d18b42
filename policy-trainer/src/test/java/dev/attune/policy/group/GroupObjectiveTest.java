package dev.attune.policy.group;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.attune.contracts.json.Json;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.estimator.Arrays2d;
import dev.attune.policy.estimator.KlEstimator;
import dev.attune.policy.estimator.Masked;
import dev.attune.policy.estimator.Variance;

import static dev.attune.policy.estimator.Arrays2d.assertClose;
import static dev.attune.policy.estimator.Arrays2d.assertGradient;
import static dev.attune.policy.estimator.Arrays2d.row;
import static org.assertj.core.api.Assertions.assertThat;

/** Against {@code src/test/oracle/make_group_losses.py}, and by hand. */
class GroupObjectiveTest {

    private static final JsonNode FIXTURE = fixture();

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void close() {
        manager.close();
    }

    static Stream<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        FIXTURE.path("cases").forEach(cases::add);
        return cases.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void advantagesLossAndGradientsEqualThoseOfTorch(JsonNode expected) {
        JsonNode settings = expected.path("settings");
        double beta = settings.path("klCoefficient").asDouble();
        boolean inLoss = settings.path("klPlace").asText().equals("loss");
        KlEstimator estimator = KlEstimator.valueOf(upper(settings, "klEstimator"));
        NDArray mask = rows("old", true);
        NDArray rewards = manager.create(numbers(FIXTURE.path("scores")));
        if (!inLoss) {
            NDArray kl = Masked.sumPerAnswer(estimator.of(rows("old", false), rows("reference", false)), mask);
            rewards = rewards.sub(kl.mul((float) beta));
        }
        NDArray advantages = advantages(settings.path("advantage").asText(), rewards.reshape(2, 3))
                .reshape(6);
        assertClose(advantages, doubles(expected.path("advantages")));

        GroupObjective objective = new GroupObjective(
                GroupObjective.Ratio.valueOf(upper(settings, "ratio")),
                settings.path("clipLow").asDouble(),
                settings.path("clipHigh").asDouble(),
                inLoss ? beta : 0,
                estimator);
        NDArray leaf = rows("new", false);
        Autograd.requireGradient(leaf, true);
        NDArray loss;
        try (Autograd.Scope on = Autograd.on()) {
            assertThat(on).isNotNull();
            loss = objective
                    .of(
                            leaf,
                            new GroupObjective.Answers(rows("old", false), rows("reference", false), advantages, mask),
                            reduction(settings.path("reduction").asText(), mask),
                            6)
                    .loss();
            Autograd.backward(loss);
        }
        assertClose(loss, expected.path("loss").asDouble());
        NDArray gradient = Objects.requireNonNull(Autograd.gradient(leaf));
        assertClose(gradient, doubles(padded(expected.path("gradients"), false)));
    }

    @Test
    void whatIsClippedIsCounted() {
        // ratios 1/2, 1, 3/2 twice with bounds 0.8 and 1.28; the last token is padding
        NDArray old = Arrays2d.of(manager, row(0, 0, 0), row(0, 0, 0));
        NDArray now = Arrays2d.of(manager, row(Math.log(.5), 0, Math.log(1.5)), row(Math.log(.5), 0, Math.log(1.5)));
        NDArray mask = Arrays2d.of(manager, row(1, 1, 1), row(1, 1, 0));
        GroupObjective.Answers answers = new GroupObjective.Answers(old, old, manager.create(row(2, -2)), mask);
        GroupObjective.Loss byToken =
                objective(GroupObjective.Ratio.TOKEN).of(now, answers, new Reduction.PerToken(5), 2);
        // 3/2 pays with a positive advantage, 1/2 with a negative one
        assertClose(byToken.clipped(), 2);
        double squares = 2 * Math.log(.5) * Math.log(.5) + Math.log(1.5) * Math.log(1.5);
        assertClose(byToken.squares(), squares / 2);
        // whole answers: 3/4 with a positive advantage does not pay, 1/2 with a negative one does
        GroupObjective.Loss byAnswer =
                objective(GroupObjective.Ratio.ANSWER).of(now, answers, new Reduction.PerAnswer(), 2);
        assertClose(byAnswer.clipped(), 1);
        assertClose(byAnswer.policy(), (-2 * .75 + 2 * .8) / 2);
    }

    @Test
    void whatStandsInThePaddingIsNeverSeen() {
        NDArray old = Arrays2d.of(manager, row(-1, -200), row(-1, -2));
        NDArray now = Arrays2d.of(manager, row(-1.1, 300), row(-1, -1.9));
        NDArray mask = Arrays2d.of(manager, row(1, 0), row(1, 1));
        GroupObjective.Answers answers = new GroupObjective.Answers(old, old.mul(3), manager.create(row(1, -1)), mask);
        for (GroupObjective.Ratio ratio : GroupObjective.Ratio.values()) {
            GroupObjective.Loss loss = objective(ratio).of(now, answers, new Reduction.PerAnswer(), 2);
            for (NDArray number : List.of(loss.loss(), loss.policy(), loss.kl(), loss.clipped(), loss.squares())) {
                assertThat(number.getFloat()).isFinite();
            }
        }
        assertGradient(
                manager,
                Arrays2d.of(manager, row(-1.1, 0), row(-1, -1.9)),
                x -> objective(GroupObjective.Ratio.TOKEN)
                        .of(x, answers, new Reduction.PerAnswer(), 2)
                        .loss());
    }

    private static GroupObjective objective(GroupObjective.Ratio ratio) {
        return new GroupObjective(ratio, .2, .28, .1, KlEstimator.K2);
    }

    private static NDArray advantages(String kind, NDArray rewards) {
        return switch (kind) {
            case "standardised" -> GroupAdvantages.standardised(rewards, Variance.UNBIASED, 1e-4);
            case "centred" -> GroupAdvantages.centred(rewards);
            default -> GroupAdvantages.leaveOneOut(rewards);
        };
    }

    private static Reduction reduction(String kind, NDArray mask) {
        return switch (kind) {
            case "per-answer" -> new Reduction.PerAnswer();
            case "per-token" -> new Reduction.PerToken(mask.sum().getFloat());
            default -> new Reduction.Constant(FIXTURE.path("limit").asInt());
        };
    }

    private NDArray rows(String name, boolean ones) {
        return manager.create(padded(FIXTURE.path(name), ones), new Shape(6, 4));
    }

    /** (6, 4), 0 after an answer's end; {@code ones} instead of the numbers. */
    private static float[] padded(JsonNode rows, boolean ones) {
        float[] flat = new float[24];
        for (int i = 0; i < rows.size(); i++) {
            for (int t = 0; t < rows.get(i).size(); t++) {
                flat[4 * i + t] = ones ? 1 : rows.get(i).get(t).floatValue();
            }
        }
        return flat;
    }

    private static float[] numbers(JsonNode values) {
        float[] numbers = new float[values.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = values.get(i).floatValue();
        }
        return numbers;
    }

    private static double[] doubles(JsonNode values) {
        return doubles(numbers(values));
    }

    private static double[] doubles(float[] numbers) {
        double[] doubles = new double[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            doubles[i] = numbers[i];
        }
        return doubles;
    }

    private static String upper(JsonNode settings, String field) {
        return settings.path(field).asText().toUpperCase(Locale.ROOT);
    }

    private static JsonNode fixture() {
        try (InputStream in = GroupObjectiveTest.class.getResourceAsStream("losses.json")) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
