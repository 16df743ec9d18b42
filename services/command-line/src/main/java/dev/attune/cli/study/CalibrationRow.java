package dev.attune.cli.study;

import java.util.ArrayList;
import java.util.List;

import dev.attune.judgement.calibration.Calibration;
import dev.attune.judgement.calibration.LeaveRatersOut;
import dev.attune.judgement.calibration.Predicted;
import dev.attune.judgement.study.PlantedCrowd;

/**
 * How far probabilities of what raters say who were left out of the fit can be believed, on simulated crowds.
 *
 * @param row which kind of row this is
 * @param votesPerRater how many votes each rater gave
 * @param votesPerPair how many a pair got, on average
 * @param runs how many crowds, one for each seed, taken together
 * @param predictions how many votes were predicted
 * @param modelLogLoss of the model of raters
 * @param shareLogLoss of the plain share of the others' votes
 * @param modelBrier of the model
 * @param shareBrier of the share
 * @param modelBins the model's, from the least sure to the surest
 * @param shareBins the share's
 */
public record CalibrationRow(
        String row,
        int votesPerRater,
        int votesPerPair,
        int runs,
        int predictions,
        double modelLogLoss,
        double shareLogLoss,
        double modelBrier,
        double shareBrier,
        List<Calibration.Bin> modelBins,
        List<Calibration.Bin> shareBins) {

    private static final int PARTS = 10;

    static CalibrationRow of(int votesPerRater, int votesPerPair, int runs) {
        List<Predicted> model = new ArrayList<>();
        List<Predicted> share = new ArrayList<>();
        for (int seed = 0; seed < runs; seed++) {
            PlantedCrowd crowd = PlantedCrowd.drawn(votesPerRater, votesPerPair, seed);
            LeaveRatersOut out = LeaveRatersOut.of(crowd.votes(), PARTS);
            model.addAll(out.model());
            share.addAll(out.share());
        }
        Calibration ofModel = Calibration.of(model).get();
        Calibration ofShare = Calibration.of(share).get();
        return new CalibrationRow(
                "planted-calibration",
                votesPerRater,
                votesPerPair,
                runs,
                ofModel.predictions(),
                ofModel.logLoss(),
                ofShare.logLoss(),
                ofModel.brier(),
                ofShare.brier(),
                ofModel.bins(),
                ofShare.bins());
    }
}
