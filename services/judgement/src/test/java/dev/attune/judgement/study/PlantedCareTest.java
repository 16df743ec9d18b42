package dev.attune.judgement.study;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import dev.attune.judgement.study.PlantedCare.Judged;
import dev.attune.judgement.study.PlantedCare.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class PlantedCareTest {

    private static final int CROWDS = 40;

    private static List<Judged> crowds(int checks) {
        return LongStream.range(0, CROWDS)
                .boxed()
                .flatMap(seed -> PlantedCare.run(checks, seed).stream())
                .toList();
    }

    private static double share(List<Judged> raters, Kind kind, double above) {
        List<Judged> some = raters.stream().filter(one -> one.kind() == kind).toList();
        return some.stream().filter(one -> one.probability() > above).count() / (double) some.size();
    }

    @Test
    void withoutChecksOnlyWhoClicksOrTakesOneSideIsSeen() {
        List<Judged> raters = crowds(0);

        assertThat(share(raters, Kind.CLICKER, 0.5)).isGreaterThan(0.98);
        assertThat(share(raters, Kind.LEFT, 0.5)).isGreaterThan(0.98);
        assertThat(share(raters, Kind.COIN, 0.5)).isLessThan(0.02);
        assertThat(share(raters, Kind.INVERTED, 0.5)).isLessThan(0.02);
    }

    @Test
    void checksFindTheOthersAndAccuseNeitherTaste() {
        List<Judged> raters = crowds(24);

        assertThat(share(raters, Kind.COIN, 0.5)).isGreaterThan(0.97);
        assertThat(share(raters, Kind.INVERTED, 0.5)).isGreaterThan(0.97);
        assertThat(share(raters, Kind.CAREFUL, 0.5)).isLessThan(0.01);
        assertThat(share(raters, Kind.OTHER_TASTE, 0.5)).isLessThan(0.01);
        assertThat(PlantedCare.run(24, 7)).isEqualTo(PlantedCare.run(24, 7));
    }
}
