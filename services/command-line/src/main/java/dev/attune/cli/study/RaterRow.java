package dev.attune.cli.study;

import java.util.List;

import dev.attune.judgement.study.PlantedCrowd;
import dev.attune.judgement.study.PlantedRaters;

/**
 * What several simulated crowds of {@link PlantedCrowd} with as many votes a rater gave.
 *
 * @param row which kind of row this is
 * @param votesPerRater how many votes each rater gave
 * @param votesPerPair how many a pair got
 * @param runs how many crowds, one for each seed
 * @param planted how many raters of a crowd are faulty
 * @param found of them, on average
 * @param allFound share of the crowds in which all were found
 * @param accused honest raters who were accused, on average
 * @param atMostOneAccused share of the crowds in which at most one was
 * @param model share of the pairs whose better answer the model names, on average
 * @param majority share that the majority of the votes names
 * @param gain the difference of the two
 * @param gainLow its 95 % interval over the crowds
 * @param gainHigh the interval's other end
 */
public record RaterRow(
        String row,
        int votesPerRater,
        int votesPerPair,
        int runs,
        int planted,
        double found,
        double allFound,
        double accused,
        double atMostOneAccused,
        double model,
        double majority,
        double gain,
        double gainLow,
        double gainHigh) {

    private static final double WIDTH = 1.96;

    static RaterRow of(int votesPerRater, int votesPerPair, List<PlantedRaters.Run> runs) {
        double[] gains =
                runs.stream().mapToDouble(run -> run.model() - run.majority()).toArray();
        double gain = mean(gains);
        double squares = 0;
        for (double each : gains) {
            squares += (each - gain) * (each - gain);
        }
        double error = WIDTH * Math.sqrt(squares / Math.max(1, gains.length - 1) / gains.length);
        return new RaterRow(
                "planted-raters",
                votesPerRater,
                votesPerPair,
                runs.size(),
                PlantedCrowd.FAULTY,
                mean(runs.stream().mapToDouble(PlantedRaters.Run::found).toArray()),
                share(
                        runs.stream()
                                .filter(run -> run.found() == PlantedCrowd.FAULTY)
                                .count(),
                        runs),
                mean(runs.stream().mapToDouble(PlantedRaters.Run::accused).toArray()),
                share(runs.stream().filter(run -> run.accused() <= 1).count(), runs),
                mean(runs.stream().mapToDouble(PlantedRaters.Run::model).toArray()),
                mean(runs.stream().mapToDouble(PlantedRaters.Run::majority).toArray()),
                gain,
                gain - error,
                gain + error);
    }

    private static double share(long count, List<PlantedRaters.Run> runs) {
        return count / (double) runs.size();
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }
}
