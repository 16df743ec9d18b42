package dev.attune.feedback.service.arena;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.EvaluationEvent.GateMeasured;
import dev.attune.contracts.event.JobEvent.ArenaRequested;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromptEvent.FreshCandidatesWanted;
import dev.attune.contracts.event.PromptEvent.Purpose;
import dev.attune.contracts.settings.gate.GateKind;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.store.CallStore;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.arena.ArenaStore;
import dev.attune.feedback.store.arena.ArenaStore.Progress;
import dev.attune.feedback.store.arena.ArenaStore.Request;
import dev.attune.service.outbox.Outbox;

/**
 * People compare two checkpoints, blindly and among all other items; what that came to is told once, in the transaction that concludes it.
 * Nobody learns from their ratings: those of held-out prompts settle nothing.
 */
@ApplicationScoped
public class Arenas {

    private final ArenaStore store;
    private final ProjectStore projects;
    private final PromptStore prompts;
    private final CallStore calls;
    private final Outbox outbox;

    Arenas(ArenaStore store, ProjectStore projects, PromptStore prompts, CallStore calls, Outbox outbox) {
        this.store = store;
        this.projects = projects;
        this.prompts = prompts;
        this.calls = calls;
        this.outbox = outbox;
    }

    /** Asks both checkpoints for answers, once; what cannot be asked is concluded at once, with a sentence. */
    @Transactional
    public void requested(String eventId, ArenaRequested request) {
        if (!calls.firstDelivery(eventId)) {
            return;
        }
        Optional<Project> project = id(request.projectId()).flatMap(projects::byId);
        if (!store.add(request, project.map(Project::id).orElse(null))) {
            return;
        }
        if (project.isEmpty()) {
            conclude(request, ArenaVerdict.error("There is no project " + request.projectId() + "."));
        } else if (project.get().archivedAt() != null) {
            conclude(request, ArenaVerdict.error("The project is archived: nobody rates in it."));
        } else if (request.checkpointId().equals(request.opponentCheckpointId())) {
            conclude(request, ArenaVerdict.error("A checkpoint cannot be compared with itself."));
        } else {
            ask(project.get(), request);
        }
    }

    private void ask(Project project, ArenaRequested request) {
        List<UUID> ids =
                store.heldOut(project.id(), request.seed(), request.arena().prompts());
        Map<UUID, Prompt> found = prompts.byIds(ids);
        List<Prompt> asked = ids.stream()
                .map(id -> Objects.requireNonNull(found.get(id)))
                .filter(prompt -> !Message.anyImages(prompt.messages()))
                .toList();
        if (asked.isEmpty()) {
            conclude(
                    request,
                    ArenaVerdict.error(
                            "The project has no held-out prompt of text alone, so there is nothing to ask."));
            return;
        }
        store.ask(
                project.id(),
                request.runId(),
                asked.stream()
                        .map(prompt -> new Request(request(request, prompt), prompt.id()))
                        .toList());
        outbox.add(asked.stream()
                .map(prompt -> new FreshCandidatesWanted(
                        request(request, prompt).toString(),
                        prompt.id().toString(),
                        project.id().toString(),
                        prompt.messages(),
                        List.of(request.checkpointId(), request.opponentCheckpointId()),
                        prompt.split(),
                        Purpose.ARENA))
                .toList());
    }

    /** Follows from the run, its seed and the prompt, as the answers' seeds follow from it. */
    private static UUID request(ArenaRequested request, Prompt prompt) {
        return UUID.nameUUIDFromBytes(("arena\n" + request.runId() + "\n" + request.seed() + "\n" + prompt.id())
                .getBytes(StandardCharsets.UTF_8));
    }

    /** Concludes the arena if all that was asked for was said, or its time is over. */
    @Transactional(Transactional.TxType.MANDATORY)
    void look(String runId) {
        store.locked(runId)
                .filter(progress -> progress.archived()
                        || progress.over()
                        || progress.done() == progress.asked()
                        || nobodyAnswers(progress))
                .ifPresent(progress -> conclude(progress.request(), verdict(progress)));
    }

    private static boolean nobodyAnswers(Progress progress) {
        return progress.unknown() != null && progress.answered() == 0;
    }

    private ArenaVerdict verdict(Progress progress) {
        ArenaRequested request = progress.request();
        if (progress.archived()) {
            return ArenaVerdict.error("The project was archived before people had rated enough.");
        }
        if (!progress.over() && nobodyAnswers(progress)) {
            return ArenaVerdict.error(
                    "Checkpoint " + progress.unknown() + " is not on the bus, so it answers nothing.");
        }
        if (progress.answered() == 0) {
            return ArenaVerdict.error("Neither checkpoint answered any of " + progress.asked() + " prompts within "
                    + request.arena().maxHours() + " hours.");
        }
        return ArenaVerdict.of(request.arena(), store.said(request), progress.same());
    }

    private void conclude(ArenaRequested request, ArenaVerdict verdict) {
        outbox.add(new GateMeasured(
                GateMeasured.idOf(request.runId(), GateKind.ARENA),
                request.runId(),
                request.projectId(),
                request.checkpointId(),
                request.opponentCheckpointId(),
                GateKind.ARENA,
                verdict.outcome(),
                verdict.measured(),
                verdict.measured() == null ? null : request.arena().atLeast(),
                verdict.samples(),
                verdict.figures(),
                verdict.sentence(),
                null,
                Instant.now()));
        store.conclude(request.runId(), verdict.outcome());
    }

    private static Optional<UUID> id(String text) {
        return Optional.of(text)
                .filter(said -> said.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"))
                .map(UUID::fromString);
    }
}
