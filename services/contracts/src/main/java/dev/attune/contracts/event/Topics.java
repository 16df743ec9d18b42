package dev.attune.contracts.event;

import java.util.List;

/** The topics of the ring, and how each keeps its records. */
public final class Topics {

    public static final String PROMPTS = "attune.prompts";
    public static final String COMPLETIONS = "attune.completions";
    public static final String FEEDBACK = "attune.feedback";
    public static final String PREFERENCES = "attune.preferences";
    public static final String JOBS = "attune.jobs";
    public static final String RUNS = "attune.runs";
    public static final String CHECKPOINTS = "attune.checkpoints";
    public static final String EVALUATIONS = "attune.evaluations";
    public static final String PROMOTIONS = "attune.promotions";
    public static final String PROMPT_VERSIONS = "attune.prompt-versions";
    public static final String ACCESS = "attune.access";
    public static final String APPROVALS = "attune.approvals";
    public static final String DEMONSTRATIONS = "attune.demonstrations";
    public static final String SPREADS = "attune.spreads";
    public static final String RETRAINING = "attune.retraining";

    public static final String EXCHANGES = "attune.exchanges";

    /** Every topic with its retention; dead-letter topics come on top, see {@link #deadLetters(String)}. */
    public static final List<Topic> ALL = List.of(
            new Topic(PROMPTS, Retention.FACTS, "a prompt wants answers rated"),
            new Topic(COMPLETIONS, Retention.FACTS, "candidates for a prompt, with what made each"),
            new Topic(
                    FEEDBACK,
                    Retention.FACTS,
                    "a rating or a ranking was given, revised or withdrawn, or somebody reacted to a served answer"),
            new Topic(PREFERENCES, Retention.LATEST, "what the ratings of an item settle"),
            new Topic(JOBS, Retention.FACTS, "a training or evaluation job is wanted"),
            new Topic(RUNS, Retention.FACTS, "a run started, progressed, finished or failed"),
            new Topic(CHECKPOINTS, Retention.LATEST, "a checkpoint exists"),
            new Topic(EVALUATIONS, Retention.FACTS, "what an evaluation measured"),
            new Topic(
                    PROMOTIONS,
                    Retention.LATEST,
                    "which checkpoint a channel serves, to whom another one, and whether it is stopped"),
            new Topic(PROMPT_VERSIONS, Retention.LATEST, "which version of a prompt a label leads to"),
            new Topic(
                    ACCESS,
                    Retention.LATEST,
                    "which tokens of an account are void, and which projects' texts may be kept"),
            new Topic(APPROVALS, Retention.FACTS, "a task was proposed, approved or rejected"),
            new Topic(DEMONSTRATIONS, Retention.LATEST, "an answer as a person wrote it, or that it was taken back"),
            new Topic(SPREADS, Retention.LATEST, "how the heads of a reward model differ about answers"),
            new Topic(RETRAINING, Retention.FACTS, "when a project trains again, and what was decided on that"),
            new Topic(EXCHANGES, Retention.RECENT, "an answer was served, or could not be"));

    private Topics() {}

    /** How long a topic keeps its records. */
    public enum Retention {
        /** For ever: reward models are trained again from the facts. */
        FACTS,
        /** The latest record of each key (compacted). */
        LATEST,
        /** For a month: what was served, and with a project's consent what was said. */
        RECENT
    }

    /** A topic: its name, how it keeps records, and what a record on it says. */
    public record Topic(String name, Retention retention, String says) {}

    /** Where a consumer of {@code topic} puts the records that it cannot read, with the reason in a header. */
    public static String deadLetters(String topic) {
        return topic + ".dlq";
    }
}
