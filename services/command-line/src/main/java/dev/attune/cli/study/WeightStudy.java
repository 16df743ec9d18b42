package dev.attune.cli.study;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import dev.attune.cli.terminal.Context;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.Candidate;
import dev.attune.contracts.event.PreferenceEvent.Outcome;
import dev.attune.contracts.event.PreferenceEvent.PreferenceSettled;
import dev.attune.contracts.json.Json;
import dev.attune.judgement.raters.CrowdFit;
import dev.attune.judgement.raters.Priors;
import dev.attune.judgement.raters.RaterHierarchy;
import dev.attune.judgement.study.PlantedCrowd;
import dev.attune.judgement.vote.Vote;
import dev.attune.platform.room.RoomMain;
import dev.attune.preference.pair.PreferencePair;

/**
 * Lets a crowd vote on pairs whose better answer is known, and reward models learn from it.
 *
 * @param model name or folder
 * @param heldOut clean pairs
 * @param settings of the training
 * @param folder for what is made on the way
 */
record WeightStudy(Context context, String model, Path heldOut, Map<String, String> settings, Path folder) {

    private static final Candidate.Sampling SAMPLING = new Candidate.Sampling(1, 1, 0, 1, 0);

    /** One crowd: each arm's reward model learns from the same votes, with the same seed. */
    WeightRow run(List<PreferencePair> pairs, int votesPerRater, long seed) throws IOException {
        PlantedCrowd crowd = PlantedCrowd.ofKnown(pairs.size(), votesPerRater, seed);
        CrowdFit fit = RaterHierarchy.fit(crowd.votes(), Priors.RATERS);
        List<List<Vote>> byPair = byPair(crowd, pairs.size());
        Map<WeightArm, Double> accuracy = new EnumMap<>(WeightArm.class);
        for (WeightArm arm : WeightArm.values()) {
            Path data = folder.resolve(arm + "-" + seed + ".jsonl");
            write(data, arm, pairs, byPair, fit);
            accuracy.put(arm, train(arm, data, seed));
        }
        return new WeightRow(
                "weights-crowd", seed, pairs.size(), crowd.votes().all().size(), accuracy);
    }

    private static List<List<Vote>> byPair(PlantedCrowd crowd, int pairs) {
        List<List<Vote>> byPair = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            byPair.add(new ArrayList<>());
        }
        crowd.votes().all().forEach(vote -> byPair.get(vote.left() / 2).add(vote));
        return byPair;
    }

    private static void write(
            Path file, WeightArm arm, List<PreferencePair> pairs, List<List<Vote>> votes, CrowdFit fit)
            throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int number = 0; number < pairs.size(); number++) {
                if (!votes.get(number).isEmpty()) {
                    WeightArm.Label label = arm.label(number, votes.get(number), fit);
                    PreferenceSettled settled = settled(number, pairs.get(number), label, votes.get(number));
                    out.write(Json.MAPPER.writeValueAsString(settled) + "\n");
                }
            }
        }
    }

    private static PreferenceSettled settled(int number, PreferencePair pair, WeightArm.Label label, List<Vote> votes) {
        Candidate better = candidate(number + "-a", pair.chosen());
        Candidate worse = candidate(number + "-b", pair.rejected());
        return new PreferenceSettled(
                String.valueOf(number),
                "study",
                String.valueOf(number),
                pair.prompt(),
                label.first() ? better : worse,
                label.first() ? worse : better,
                label.outcome(),
                label.probability(),
                label.outcome() == Outcome.DECISIVE ? 1 : 0,
                1,
                votes.size());
    }

    private static Candidate candidate(String id, String text) {
        return new Candidate(id, text, "study", SAMPLING, "stop");
    }

    private double train(WeightArm arm, Path data, long seed) throws IOException {
        Path out = folder.resolve(arm + "-" + seed);
        Path result = folder.resolve(arm + "-" + seed + ".json");
        Path weights =
                Files.exists(Path.of(model)) ? Path.of(model) : context.models().resolve(model);
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                "--model",
                weights.toString(),
                "--data",
                data.toString(),
                "--eval",
                heldOut.toString(),
                "--out",
                out.toString(),
                "--json",
                result.toString(),
                "--seed",
                String.valueOf(seed),
                "--set",
                "labels=" + arm.labels()));
        settings.forEach((name, value) -> arguments.addAll(List.of("--set", name + "=" + value)));
        if (context.rooms().runStep(RoomMain.REWARD_MODEL, arguments) != 0) {
            throw ErrorCategory.RESOURCES.error("room-failed", "The reward model of " + arm + " was not trained.");
        }
        return Json.MAPPER.readTree(result.toFile()).path("accuracy").asDouble();
    }
}
