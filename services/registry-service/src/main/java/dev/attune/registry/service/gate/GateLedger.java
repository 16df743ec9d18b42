package dev.attune.registry.service.gate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.CheckpointEvent.CheckpointPublished;
import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.JobEvent.ArenaRequested;
import dev.attune.contracts.event.JobEvent.GatesRequested;
import dev.attune.contracts.event.PromotionEvent.Promoted;
import dev.attune.contracts.event.part.Lineage;
import dev.attune.contracts.settings.gate.GateJudge;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.contracts.settings.gate.GateOutcome;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.registry.Recipe;
import dev.attune.registry.config.PromotionConfig;
import dev.attune.registry.gate.AttemptState;
import dev.attune.registry.gate.AttemptView;
import dev.attune.registry.gate.GateAttempt;
import dev.attune.registry.gate.ProjectGates;
import dev.attune.registry.service.Jobs;
import dev.attune.registry.service.Promotions;
import dev.attune.registry.store.PromotionStore;
import dev.attune.registry.store.gate.GateStore;
import dev.attune.service.outbox.Outbox;
import dev.attune.service.page.Cursor;
import dev.attune.service.page.Part;

/**
 * Has checkpoints measured at the gates of their projects, beside what the channel serves, and lets through what passed. What was measured, what
 * follows and its events are one transaction.
 */
@ApplicationScoped
public class GateLedger {

    /** Who asks, and promotes, when no person does. */
    static final String BY_GATES = "policy:gates";

    private static final Logger LOG = Logger.getLogger(GateLedger.class);
    private static final int ID_DIGITS = 16;
    private static final String ATTEMPT = "gates-";
    private static final String ARENA = "arena-";

    private final GateStore gates;
    private final PromotionStore channels;
    private final Promotions promotions;
    private final GoldJudges judges;
    private final Jobs jobs;
    private final Outbox outbox;
    private final String channel;

    GateLedger(
            GateStore gates,
            PromotionStore channels,
            Promotions promotions,
            GoldJudges judges,
            Jobs jobs,
            Outbox outbox,
            PromotionConfig config) {
        this.gates = gates;
        this.channels = channels;
        this.promotions = promotions;
        this.judges = judges;
        this.jobs = jobs;
        this.outbox = outbox;
        this.channel = config.channel();
    }

    /** What the checkpoints of a project came to, newest first. */
    @Transactional
    public Part<AttemptView> list(String projectId, @Nullable Cursor before, int limit) {
        return gates.list(projectId, before, limit);
    }

    /**
     * A person wants a checkpoint measured.
     *
     * @throws AttuneException {@code checkpoint-unknown}, {@code not-servable}, {@code not-of-project}, {@code gates-unknown}, {@code
     *     already-served}, {@code gates-without-opponent}, {@code gates-under-way} or {@code gates-measured}
     */
    @Transactional
    public GateAttempt ask(String projectId, String checkpointId, String by) {
        CheckpointPublished checkpoint = promotions.requireServable(channel, checkpointId);
        if (!projectId.equals(projectOf(checkpoint))) {
            throw GateFaults.otherProject(checkpointId, projectId);
        }
        channels.lock(channel);
        ProjectGates project = gates.lock(projectId);
        GatePolicy policy = project.policy();
        if (policy == null || policy.kinds().isEmpty()) {
            throw GateFaults.noGates(projectId);
        }
        String opponent = opponent(checkpoint).orElseThrow(() -> GateFaults.nothingToCompare(channel, checkpointId));
        if (opponent.equals(checkpointId)) {
            throw GateFaults.served(channel, checkpointId);
        }
        gates.last(checkpointId).ifPresent(last -> requireNew(last, project.version(), opponent));
        return begin(project, policy, checkpointId, opponent, by);
    }

    private static void requireNew(GateAttempt last, int version, String opponent) {
        boolean same = last.policyVersion() == version && last.opponentId().equals(opponent);
        if (same && (last.state() == AttemptState.MEASURING || last.state() == AttemptState.AWAITING_JUDGE)) {
            throw GateFaults.underWay(last.attemptId());
        }
        if (same && !last.failedToMeasure()) {
            throw GateFaults.measured(last.attemptId());
        }
    }

    /** A new checkpoint of a project with gates is measured by itself, once. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void published(CheckpointPublished checkpoint) {
        String projectId = projectOf(checkpoint);
        if (projectId == null) {
            return;
        }
        GatePolicy known = gates.policy(projectId).map(ProjectGates::policy).orElse(null);
        if (known == null || known.kinds().isEmpty()) {
            return;
        }
        channels.lock(channel);
        ProjectGates project = gates.lock(projectId);
        GatePolicy policy = Objects.requireNonNullElse(project.policy(), known);
        Optional<String> opponent = opponent(checkpoint).filter(id -> !id.equals(checkpoint.checkpointId()));
        if (gates.last(checkpoint.checkpointId()).isEmpty() && opponent.isPresent()) {
            begin(project, policy, checkpoint.checkpointId(), opponent.get(), BY_GATES);
        }
    }

    private GateAttempt begin(
            ProjectGates project, GatePolicy policy, String checkpointId, String opponent, String by) {
        int number = gates.last(checkpointId).map(GateAttempt::number).orElse(0) + 1;
        String hash = Sha256.of(checkpointId + "/" + opponent + "/" + number).substring(0, ID_DIGITS);
        Optional<String> judge = wantsGold(policy) ? judges.of(project.projectId()) : Optional.empty();
        boolean wait = wantsGold(policy) && judge.isEmpty();
        GateAttempt attempt = new GateAttempt(
                ATTEMPT + hash,
                project.projectId(),
                checkpointId,
                opponent,
                number,
                policy,
                project.version(),
                by,
                now(),
                wait ? Recipe.JUDGE + hash : null,
                wait ? AttemptState.AWAITING_JUDGE : AttemptState.MEASURING,
                List.of());
        gates.add(attempt);
        LOG.infof("%s is measured at the gates of %s, beside %s", checkpointId, project.projectId(), opponent);
        if (policy.arena() != null) {
            outbox.add(new ArenaRequested(
                    ARENA + hash, project.projectId(), checkpointId, opponent, policy.arena(), seed(attempt)));
        }
        if (wait) {
            judges.ask(project.projectId(), Recipe.JUDGE + hash, by);
        } else {
            measure(attempt, judge.orElse(null));
        }
        return gates.attempt(attempt.attemptId()).orElseThrow();
    }

    private void measure(GateAttempt attempt, @Nullable String judge) {
        if (!attempt.policy().ofTheTrainer().isEmpty()) {
            jobs.gates(
                    new GatesRequested(
                            attempt.attemptId(),
                            attempt.projectId(),
                            attempt.checkpointId(),
                            attempt.opponentId(),
                            attempt.policy(),
                            judge,
                            seed(attempt)),
                    attempt.by());
        }
    }

    /** A gate was measured, by the trainer or by people. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void measured(GateMeasured measured) {
        String attemptId = measured.runId().startsWith(ARENA)
                ? ATTEMPT + measured.runId().substring(ARENA.length())
                : measured.runId();
        GateAttempt attempt = gates.attempt(attemptId).orElse(null);
        if (attempt == null) {
            LOG.warnf("%s measured a gate, but was not asked for here", measured.runId());
            return;
        }
        settle(attempt, List.of(measured));
    }

    /** The run that was to measure has ended without: what it has not said could not be computed, and blocks. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void failed(String runId, String sentence) {
        for (GateAttempt waiting : gates.awaitingJudge(runId)) {
            LOG.warnf("The judge of %s could not be made: %s", waiting.attemptId(), sentence);
            goOn(waiting, null);
        }
        gates.attempt(runId)
                .filter(attempt -> attempt.state() == AttemptState.MEASURING)
                .ifPresent(attempt -> settle(
                        attempt,
                        attempt.policy().ofTheTrainer().stream()
                                .filter(kind -> attempt.result(kind).isEmpty())
                                .map(kind -> error(attempt, kind, sentence))
                                .toList()));
    }

    /** The judge that was waited for is there. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void finished(String runId, String judge) {
        gates.awaitingJudge(runId).forEach(waiting -> goOn(waiting, judge));
    }

    private void goOn(GateAttempt waiting, @Nullable String judge) {
        gates.save(waiting.attemptId(), AttemptState.MEASURING);
        measure(waiting, judge);
    }

    private void settle(GateAttempt attempt, List<GateMeasured> results) {
        channels.lock(channel);
        gates.lock(attempt.projectId());
        results.forEach(result -> gates.add(attempt.attemptId(), result));
        GateAttempt known = gates.attempt(attempt.attemptId()).orElseThrow();
        AttemptState state = known.measured();
        if (known.state() == AttemptState.AWAITING_JUDGE || state == known.state()) {
            return;
        }
        gates.save(known.attemptId(), state);
        LOG.infof("%s of %s: %s", known.attemptId(), known.checkpointId(), state);
        // Where all gates are dry runs the win rate decides, as without any.
        if (state == AttemptState.PASSED && !known.policy().blocking().isEmpty()) {
            through(known);
        }
    }

    /** Promotes what passed; what passed beside something that is served no more is measured again, beside what is. */
    private void through(GateAttempt attempt) {
        ProjectGates project = gates.policy(attempt.projectId()).orElseThrow();
        boolean newest = gates.last(attempt.checkpointId())
                .filter(last -> last.attemptId().equals(attempt.attemptId()))
                .isPresent();
        CheckpointPublished checkpoint = promotions.requireServable(channel, attempt.checkpointId());
        String opponent = opponent(checkpoint).orElse(attempt.opponentId());
        if (!newest || project.version() != attempt.policyVersion() || opponent.equals(attempt.checkpointId())) {
            LOG.infof("%s passed, but at gates or of a checkpoint that are asked for no more", attempt.attemptId());
        } else if (opponent.equals(attempt.opponentId())) {
            promotions.decidedByPolicy(channel, checkpoint, reason(attempt), BY_GATES);
        } else {
            begin(project, attempt.policy(), attempt.checkpointId(), opponent, BY_GATES);
        }
    }

    private String reason(GateAttempt attempt) {
        StringBuilder reason = new StringBuilder("It passed "
                + attempt.policy().blocking().size()
                + " gates of project " + attempt.projectId() + " beside " + attempt.opponentId() + ", which " + channel
                + " served:");
        attempt.results().stream()
                .filter(result -> attempt.policy().blocking().contains(result.gate()))
                .forEach(result -> reason.append(' ').append(result.sentence()));
        return reason.toString();
    }

    /** What the channel serves, or the base of the checkpoint while it serves nothing. */
    private Optional<String> opponent(CheckpointPublished checkpoint) {
        return channels.current(channel)
                .map(Promoted::checkpointId)
                .or(() -> Optional.ofNullable(checkpoint.baseCheckpointId()));
    }

    static @Nullable String projectOf(CheckpointPublished checkpoint) {
        return switch (checkpoint.kind()) {
            case POLICY, ADAPTER -> checkpoint.lineage().kept(Lineage.PROJECT).orElse(null);
            case BASE, REWARD_MODEL, TASK -> null;
        };
    }

    private static boolean wantsGold(GatePolicy policy) {
        return policy.winRate() != null && policy.winRate().judge() == GateJudge.GOLD;
    }

    private static long seed(GateAttempt attempt) {
        return new Sha256().add(attempt.attemptId()).leading53();
    }

    private static GateMeasured error(GateAttempt attempt, GateKind kind, String sentence) {
        return new GateMeasured(
                GateMeasured.idOf(attempt.attemptId(), kind),
                attempt.attemptId(),
                attempt.projectId(),
                attempt.checkpointId(),
                attempt.opponentId(),
                kind,
                GateOutcome.ERROR,
                null,
                null,
                0,
                Map.of(),
                "It could not be computed: " + sentence,
                null,
                now());
    }

    /** PostgreSQL keeps microseconds: a finer time would not be equal when it is read again. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
