package dev.attune.lab.command;

import picocli.CommandLine.Option;

import dev.attune.lab.classify.Calibration;
import dev.attune.lab.classify.ClassifySettings;
import dev.attune.lab.classify.Score;
import dev.attune.lab.classify.ShotChoice;

/** How texts are classified: a picocli mixin. */
final class ClassifyOptions {

    @Option(names = "--shots", paramLabel = "K", description = "Training examples in each prompt, in all (0).")
    private int shots;

    @Option(
            names = "--shot-choice",
            converter = ChoiceOption.OfShots.class,
            description = "balanced, random, first, or to each text nearest or nearest-embedding (balanced).")
    private ShotChoice choice = ShotChoice.BALANCED;

    @Option(
            names = "--score",
            converter = ChoiceOption.OfScore.class,
            description = "sum, or per token, character or byte, or pmi (sum).")
    private Score score = Score.SUM;

    @Option(
            names = "--calibrate",
            converter = ChoiceOption.OfCalibration.class,
            description = "none, contextual or batch (none).")
    private Calibration calibration = Calibration.NONE;

    @Option(
            names = "--shortlist",
            paramLabel = "N",
            description = "Score only N labels for each text, those of the nearest training texts.")
    private int shortlist;

    @Option(names = "--seed", description = "Seed of the choice of examples and of the intervals (0).")
    private long seed;

    @Option(
            names = "--head",
            description = "The baseline: a linear head on the last token's state, fitted to training examples.")
    private boolean head;

    /** Whether a head classifies instead of words. */
    boolean isHead() {
        return head;
    }

    ClassifySettings settings() {
        return new ClassifySettings(shots, choice, score, calibration, shortlist, seed);
    }
}
