package dev.attune.cli.study;

import java.util.List;

import dev.attune.judgement.finding.Interval;
import dev.attune.judgement.study.PlantedCare;
import dev.attune.judgement.study.PlantedCare.Judged;
import dev.attune.judgement.study.PlantedCare.Kind;

/**
 * What several simulated crowds of {@link PlantedCare} with as many checks a rater gave; shares of raters, with Wilson's interval at 95 %.
 *
 * @param row which kind of row this is
 * @param checks how many checks each rater had
 * @param runs how many crowds, one for each seed
 * @param careless how many raters of a crowd are careless
 * @param hinted of them, on average: more probably careless than not
 * @param warned of them, on average: careless with a probability above 0.8
 * @param clickers share of those who click without reading that is hinted
 * @param coins share of those who toss coins
 * @param left share of those who take the left one
 * @param inverted share of those who prefer the worse one
 * @param careful share of the careful ones that is hinted, wrongly
 * @param otherTaste share of the careful ones of the other taste that is hinted, wrongly
 * @param carefulWarned share of all careful ones that is warned, wrongly
 */
public record CheckRow(
        String row,
        int checks,
        int runs,
        int careless,
        double hinted,
        double warned,
        double clickers,
        double coins,
        double left,
        double inverted,
        Interval careful,
        Interval otherTaste,
        Interval carefulWarned) {

    private static final double HINT = 0.5;
    private static final double WARNING = 0.8;

    static CheckRow of(int checks, List<List<Judged>> runs) {
        List<Judged> all = runs.stream().flatMap(List::stream).toList();
        List<Judged> bad = all.stream().filter(one -> one.kind().careless()).toList();
        List<Judged> good = all.stream().filter(one -> !one.kind().careless()).toList();
        return new CheckRow(
                "planted-care",
                checks,
                runs.size(),
                PlantedCare.CARELESS,
                (double) above(bad, HINT) / runs.size(),
                (double) above(bad, WARNING) / runs.size(),
                share(all, Kind.CLICKER).estimate(),
                share(all, Kind.COIN).estimate(),
                share(all, Kind.LEFT).estimate(),
                share(all, Kind.INVERTED).estimate(),
                share(all, Kind.CAREFUL),
                share(all, Kind.OTHER_TASTE),
                share(good, WARNING));
    }

    private static Interval share(List<Judged> raters, Kind kind) {
        return share(raters.stream().filter(one -> one.kind() == kind).toList(), HINT);
    }

    private static Interval share(List<Judged> raters, double probability) {
        return Interval.wilson((double) above(raters, probability), raters.size(), 0.95)
                .get();
    }

    private static long above(List<Judged> raters, double probability) {
        return raters.stream().filter(one -> one.probability() > probability).count();
    }
}
