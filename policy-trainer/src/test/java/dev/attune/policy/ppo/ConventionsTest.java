package dev.attune.policy.ppo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.attune.contracts.json.Json;
import dev.attune.contracts.settings.Configurations;
import dev.attune.contracts.settings.ppo.PpoConfig;
import dev.attune.contracts.settings.ppo.PpoLossConfig;
import dev.attune.lm.torch.Autograd;
import dev.attune.policy.estimator.Arrays2d;
import dev.attune.policy.estimator.Rewards;

import static dev.attune.policy.estimator.Arrays2d.assertClose;
import static dev.attune.policy.estimator.Arrays2d.of;
import static org.assertj.core.api.Assertions.assertThat;

/** The settings in docs/ppo.md give what each system's own formulas give (src/test/oracle/make_ppo_conventions.py). */
class ConventionsTest {

    private static final Path DOCUMENT = Path.of("../docs/ppo.md");
    private static final int TIME = 6;

    private final NDManager manager = NDManager.newBaseManager();
    private final JsonNode fixture = fixture();

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"TRL", "TRL, whiten_rewards", "OpenRLHF", "OpenRLHF, k3", "verl", "verl, seq-mean-token-mean"})
    void settingsReproduceTheSystem(String system) throws IOException {
        PpoConfig config = documented(system);
        JsonNode expected = fixture.get("expected").get(system);
        NDArray mask = mask();
        NDArray valueMask = Rewards.valueMask(mask, Targets.placement(config));
        Targets.Known known = new Targets.Known(
                vector("scores"),
                vector("ended"),
                matrix("logProbs"),
                matrix("referenceLogProbs"),
                matrix("values").mul(valueMask),
                mask);
        Targets targets = Targets.of(config, known, config.penalties().klCoefficient());
        assertClose(targets.rewards(), numbers(expected.get("rewards")));
        assertClose(targets.advantages(), numbers(expected.get("advantages")));
        assertClose(targets.returns(), numbers(expected.get("returns")));

        boolean perAnswer = config.details().loss().reduction() == PpoLossConfig.Reduction.ANSWERS;
        NDArray weights = weights(mask, perAnswer);
        learned(
                expected,
                "policy",
                matrix("newLogProbs"),
                x -> PpoLoss.weightedPolicy(
                                x,
                                matrix("logProbs"),
                                targets.advantages(),
                                weights,
                                config.objective().clipRange(),
                                config.details().loss().dualClip())
                        .loss());
        learned(
                expected,
                "value",
                matrix("newValues"),
                x -> PpoLoss.weightedValue(
                                x,
                                matrix("values").mul(valueMask),
                                targets.returns(),
                                weights(valueMask, perAnswer),
                                config.objective().valueClipRange())
                        .loss());
    }

    @Test
    void everySystemOfTheFixtureIsDocumented() throws IOException {
        for (String system : (Iterable<String>) fixture.get("expected")::fieldNames) {
            assertThat(documented(system)).isNotNull();
        }
    }

    private void learned(JsonNode expected, String what, NDArray at, java.util.function.UnaryOperator<NDArray> lossOf) {
        Autograd.requireGradient(at, true);
        try (Autograd.Scope on = Autograd.on()) {
            assertThat(on).isNotNull();
            NDArray loss = lossOf.apply(at);
            assertClose(loss, expected.get(what + "Loss").asDouble());
            Autograd.backward(loss);
        }
        assertClose(Objects.requireNonNull(Autograd.gradient(at)), numbers(expected.get(what + "Gradient")));
    }

    /** 1 / tokens each, or 1 / (answers x the answer's tokens). */
    private NDArray weights(NDArray mask, boolean perAnswer) {
        float[] flat = mask.toFloatArray();
        double all = sum(flat, 0, flat.length);
        int answers = flat.length / TIME;
        float[] weights = new float[flat.length];
        for (int i = 0; i < flat.length; i++) {
            int first = i / TIME * TIME;
            weights[i] = (float) (flat[i] / (perAnswer ? answers * sum(flat, first, first + TIME) : all));
        }
        return manager.create(weights, mask.getShape());
    }

    private static double sum(float[] numbers, int from, int until) {
        return IntStream.range(from, until).mapToDouble(i -> numbers[i]).sum();
    }

    private NDArray mask() {
        double[] lengths = numbers(fixture.get("known").get("lengths"));
        return of(
                manager, Arrays.stream(lengths).mapToObj(ConventionsTest::ones).toArray(float[][]::new));
    }

    private static float[] ones(double count) {
        float[] row = new float[TIME];
        Arrays.fill(row, 0, (int) count, 1);
        return row;
    }

    private NDArray vector(String name) {
        return of(manager, Arrays2d.row(numbers(fixture.get("known").get(name))))
                .reshape(-1);
    }

    private NDArray matrix(String name) {
        JsonNode rows = fixture.get("known").get(name);
        return of(
                manager,
                IntStream.range(0, rows.size())
                        .mapToObj(i -> Arrays2d.row(numbers(rows.get(i))))
                        .toArray(float[][]::new));
    }

    private static double[] numbers(JsonNode node) {
        return IntStream.range(0, node.size())
                .mapToObj(node::get)
                .flatMapToDouble(each ->
                        each.isArray() ? Arrays.stream(numbers(each)) : Arrays.stream(new double[] {each.asDouble()}))
                .toArray();
    }

    /** The defaults with the JSON block below the system's heading. */
    private static PpoConfig documented(String system) throws IOException {
        String text = Files.readString(DOCUMENT);
        int heading = text.indexOf("### " + system + "\n");
        assertThat(heading).as("a heading ### %s", system).isPositive();
        int from = text.indexOf("```json\n", heading) + 8;
        String block = text.substring(from, text.indexOf("```", from));
        return Configurations.with(PpoConfig.defaults(), Json.MAPPER.readTree(block));
    }

    private static JsonNode fixture() {
        try (InputStream file = ConventionsTest.class.getResourceAsStream("/ppo-conventions.json")) {
            return Json.MAPPER.readTree(Objects.requireNonNull(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
