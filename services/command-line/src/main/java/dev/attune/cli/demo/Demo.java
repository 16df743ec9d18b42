package dev.attune.cli.demo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.attune.cli.rest.ServiceClient;
import dev.attune.contracts.artifact.DirectoryArtifactStore;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.CheckpointEvent.Kind;
import dev.attune.contracts.event.EvaluationEvent.WinRateMeasured;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.RunEvent.RunProgressed;
import dev.attune.contracts.json.Json;
import dev.attune.platform.home.Logs;
import dev.attune.platform.machine.Platform;
import dev.attune.platform.process.ProcessStatus;
import dev.attune.platform.room.PlatformSettings;

/**
 * The whole ring in a home of its own: starts the platform, lets simulated raters rate, waits while the rooms react to
 * each other, and says what came out.
 *
 * @param platformSettings whose home the demo may empty, if a demo made it
 * @param progress told a line whenever something moved
 */
public record Demo(DemoSettings settings, PlatformSettings platformSettings, Consumer<String> progress) {
    private static final String MARKER = "demo-home";
    private static final int SAMPLES = 3;

    /**
     * Turns the ring once.
     *
     * @throws AttuneException with a sentence that says where it stopped
     */
    public DemoResult run() throws IOException, InterruptedException {
        Path model = platformSettings.installation().root().resolve("language-model/models/attune-tiny");
        DemoPrompts prompts = DemoPrompts.read(model.resolve("prompts.jsonl"));
        HiddenRule rule = new HiddenRule(
                StylePhrases.read(model.resolve("style-phrases.json")), prompts.references(), Taste.USUAL);
        platformSettings.home().empty(MARKER);
        platformSettings.home().prepare();
        Logs.toFile(platformSettings.home().logs().resolve("supervisor.log"));
        Stages stages = new Stages();
        try (MemoryMeter memory = new MemoryMeter();
                JudgeServer judge = new JudgeServer(rule);
                Platform platform = Platform.start(withDemoSettings(judge), progress)) {
            stages.end("start");
            requireAll(platform);
            try (RingWatcher watcher = new RingWatcher(platform.bootstrapServers())) {
                Ring ring = new Ring(settings, prompts, rule, watcher, progress);
                return turn(platform, ring, new Seen(watcher, rule), stages, memory);
            }
        }
    }

    private static void requireAll(Platform platform) {
        for (ProcessStatus failing : platform.failing()) {
            throw failed("The ring needs " + failing.name() + ", but " + failing.trouble());
        }
    }

    private DemoResult turn(Platform platform, Ring ring, Seen seen, Stages stages, MemoryMeter memory)
            throws IOException, InterruptedException {
        String password = platform.oneTimePassword()
                .orElseThrow(() -> failed("feedback-service left no one-time password in the new home."));
        ServiceClient administrator = Ring.administrator(platform.feedback(), password);

        // 1. Prompts become candidates, candidates become ratings.
        String project = ring.createProject(administrator);
        RatingCount count = ring.rate(administrator, platform.feedback(), project);
        stages.end("candidates and ratings");

        // 2. Enough preferences: reward-model trains by itself.
        CheckpointPublished reward = ring.awaitCheckpoint(Kind.REWARD_MODEL, "reward");
        stages.end("reward model");

        // 3. A new reward model: policy-trainer tunes by itself, then has its checkpoint judged blind.
        CheckpointPublished policy = ring.awaitCheckpoint(Kind.ADAPTER, "ppo");
        stages.end("ppo");
        ring.awaitEvaluation(policy.checkpointId());
        stages.end("evaluation");

        // 4. A clear win: registry-service promotes, inference-service changes over.
        boolean promoted = ring.awaitServed(administrator.toward(platform.inference()), policy.checkpointId());
        stages.end("promotion");
        int onTheBus = ring.awaitFeedbackEvents(count.ratings());
        return result(seen, count, reward, policy, new Outcome(promoted, onTheBus, stages, memory.peakMb()));
    }

    /** What is on the bus, and by what answers are told apart. */
    private record Seen(RingWatcher watcher, HiddenRule rule) {}

    private record Outcome(boolean promoted, int feedbackEvents, Stages stages, long peakMemoryMb) {}

    private DemoResult result(
            Seen seen, RatingCount count, CheckpointPublished reward, CheckpointPublished policy, Outcome outcome)
            throws IOException {
        RingWatcher watcher = seen.watcher();
        WinRateMeasured measured = watcher.evaluationOf(policy.checkpointId()).orElseThrow();
        Path pairs = new DirectoryArtifactStore(platformSettings.home().artifacts())
                .fetch(measured.samples())
                .resolve("pairs.jsonl");
        Map<String, Double> metrics = reward.metrics();
        List<DemoResult.Update> updates = updates(watcher);
        return new DemoResult(
                settings.seed(),
                settings.raters() + " simulated raters, hidden rule, " + Math.round(100 * settings.noise())
                        + " % noise",
                count.ratings(),
                outcome.feedbackEvents(),
                new DemoResult.RewardModel(
                        metrics.getOrDefault("accuracy", Double.NaN),
                        metrics.getOrDefault("longerWins", Double.NaN),
                        count.noiseCeiling(),
                        metrics.getOrDefault("heldOutPairs", Double.NaN)),
                measured.judge(),
                measured.winRate(),
                measured.prompts(),
                ComparedPairs.traits(pairs, "opponentAnswer", seen.rule()),
                ComparedPairs.traits(pairs, "answer", seen.rule()),
                updates.isEmpty() ? Double.NaN : updates.getLast().kl(),
                outcome.stages().seconds(),
                outcome.peakMemoryMb(),
                new DemoResult.Checkpoint(
                        policy.checkpointId(), policy.artifact().sha256(), policy.lineage()),
                outcome.promoted(),
                watcher.promotionOf(policy.checkpointId()).map(Promoted::reason).orElse(""),
                updates,
                ComparedPairs.samples(pairs, SAMPLES));
    }

    private static List<DemoResult.Update> updates(RingWatcher watcher) {
        return watcher.progressOf("ppo").stream()
                .sorted(Comparator.comparingInt(RunProgressed::step))
                .map(step -> new DemoResult.Update(
                        step.step(),
                        step.metrics().getOrDefault("score", Double.NaN),
                        step.metrics().getOrDefault("kl", Double.NaN)))
                .toList();
    }

    private PlatformSettings withDemoSettings(JudgeServer judge) throws IOException {
        Path home = platformSettings.home().directory();
        Path reward = home.resolve("reward.json");
        Path ppo = home.resolve("ppo.json");
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(reward.toFile(), settings.rewardModel());
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValue(ppo.toFile(), settings.ppo());
        return platformSettings.withEnvironment(Map.of(
                "ATTUNE_REWARD_CONFIG", reward.toString(),
                "ATTUNE_PPO_CONFIG", ppo.toString(),
                "ATTUNE_EVALUATION_JUDGE", judge.address().toString()));
    }

    private static AttuneException failed(String sentence) {
        return ErrorCategory.INTERNAL.error("ring-stopped", sentence);
    }
}
