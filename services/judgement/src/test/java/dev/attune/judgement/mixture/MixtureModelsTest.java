package dev.attune.judgement.mixture;

import java.util.List;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import dev.attune.judgement.vote.GoldenVotes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** Against values of numpy and scipy (src/test/oracle/raters.py) and against central differences. */
class MixtureModelsTest {

    private static final Offset<Double> EXACT = within(2e-6);
    private static final Mixture CROWD = new Mixture.CrowdBt();
    private static final Mixture NOISY = new Mixture.NoisyBt();
    private static final double[] CROWD_POINT = {0.5, 0.2, -0.1, -0.6, 1, 0.5, -0.3, 2};
    private static final double[] NOISY_POINT = {0.5, 0.2, -0.1, -0.6, 1, 0.5, -0.3, 2, 0.1, -0.2, 0.3, 1};

    @Test
    void crowdBt() {
        MixtureModels.Fit fit = MixtureModels.fit(GoldenVotes.VOTES, CROWD);

        assertThat(fit.logPosterior()).isEqualTo(-12.863626, EXACT);
        equal(fit.worths(), 0.596223, -0.049123, 0.177816, -0.724916);
        equal(fit.reliability(), 0.841413, 0.843861, 0.791753, 0.773035);
        assertThat(fit.leftShare()).isEmpty();
    }

    @Test
    void noisyBt() {
        MixtureModels.Fit fit = MixtureModels.fit(GoldenVotes.VOTES, NOISY);

        assertThat(fit.logPosterior()).isEqualTo(-12.463882, EXACT);
        equal(fit.worths(), 0.572508, -0.058777, 0.200860, -0.714591);
        equal(fit.reliability(), 0.820639, 0.822311, 0.793219, 0.735173);
        equal(fit.leftShare(), 0.524032, 0.474537, 0.517706, 0.645430);
    }

    @Test
    void gradientsAtAPoint() {
        equal(
                gradient(CROWD, CROWD_POINT),
                -0.425497,
                -0.502353,
                0.685620,
                0.242230,
                0.843167,
                1.502859,
                1.641211,
                -0.799020);
        equal(
                gradient(NOISY, NOISY_POINT),
                -0.081372,
                -0.698000,
                0.989767,
                -0.210395,
                0.589062,
                1.140175,
                1.594877,
                -0.971662,
                0.040523,
                0.014857,
                -0.187690,
                -0.743438);
    }

    @Test
    void gradientsAreTheSlopesOfTheValues() {
        differences(CROWD, CROWD_POINT);
        differences(NOISY, NOISY_POINT);
    }

    private static void differences(Mixture mixture, double[] point) {
        double[] gradient = MixtureModels.gradient(GoldenVotes.VOTES, mixture, point);
        double step = 1e-5;
        for (int i = 0; i < point.length; i++) {
            double[] up = point.clone();
            double[] down = point.clone();
            up[i] += step;
            down[i] -= step;
            assertThat(gradient[i]).isEqualTo((value(mixture, up) - value(mixture, down)) / (2 * step), within(1e-8));
        }
    }

    private static double value(Mixture mixture, double[] at) {
        return MixtureModels.logPosterior(GoldenVotes.VOTES, mixture, at, new double[at.length]);
    }

    private static List<Double> gradient(Mixture mixture, double[] at) {
        return java.util.Arrays.stream(MixtureModels.gradient(GoldenVotes.VOTES, mixture, at))
                .boxed()
                .toList();
    }

    private static void equal(List<Double> values, double... expected) {
        assertThat(values).hasSize(expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat(values.get(i)).isEqualTo(expected[i], EXACT);
        }
    }
}
