package dev.attune.feedback.service.fresh;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.Message;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.contracts.event.PromptEvent.FreshCandidatesWanted;
import dev.attune.contracts.event.PromptEvent.Purpose;
import dev.attune.feedback.Project;
import dev.attune.feedback.Prompt;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.fresh.Contrast;
import dev.attune.feedback.fresh.FreshSettings;
import dev.attune.feedback.fresh.Occasion;
import dev.attune.feedback.fresh.Round;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.store.ProjectStore;
import dev.attune.feedback.store.PromptStore;
import dev.attune.feedback.store.fresh.FreshStore;
import dev.attune.feedback.store.fresh.FreshStore.Request;
import dev.attune.feedback.store.fresh.RingStore;
import dev.attune.feedback.store.fresh.RingStore.Due;
import dev.attune.feedback.store.fresh.RingStore.Known;
import dev.attune.service.outbox.Outbox;

/**
 * Asks for new pairs on each occasion, in the background: an occasion, all that is asked for on it and the events are one transaction, so
 * that a process that is killed has asked once or not at all.
 */
@ApplicationScoped
class Rounds {

    private static final Logger LOG = Logger.getLogger(Rounds.class);

    private final RingStore ring;
    private final FreshStore store;
    private final ProjectSettings settings;
    private final ProjectStore projects;
    private final PromptStore prompts;
    private final Outbox outbox;

    Rounds(
            RingStore ring,
            FreshStore store,
            ProjectSettings settings,
            ProjectStore projects,
            PromptStore prompts,
            Outbox outbox) {
        this.ring = ring;
        this.store = store;
        this.settings = settings;
        this.projects = projects;
        this.prompts = prompts;
        this.outbox = outbox;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        boolean more = true;
        while (more) {
            more = QuarkusTransaction.requiringNew().call(() -> {
                Optional<Due> due = ring.claim();
                due.ifPresent(this::ask);
                return due.isPresent();
            });
        }
    }

    private void ask(Due due) {
        Known known = ring.find(due.checkpoint()).orElseThrow();
        String own = known.trainedOn();
        for (UUID project : ring.projects(FreshSettings.KIND.name())) {
            // What one project's people taught is for them alone to rate.
            if (own == null || own.equals(project.toString())) {
                projects.byId(project).ifPresent(found -> ask(found, due, known));
            }
        }
        ring.planned(due);
    }

    private void ask(Project project, Due due, Known known) {
        FreshSettings set = settings.of(project.id(), FreshSettings.KIND).value();
        if (!set.enabled()
                || !set.occasions().contains(due.occasion())
                || project.form().task() == Task.DEMONSTRATE
                || store.asked(project.id(), due.checkpoint(), due.occasion())) {
            return;
        }
        Opponents opponents = opponents(project, due, known);
        List<Prompt> wanting = wanting(project, due.checkpoint(), opponents.production(), set.mostPrompts());
        Round round = new Round(
                UUID.randomUUID(),
                due.checkpoint(),
                due.occasion(),
                opponents.production(),
                opponents.before(),
                wanting.size(),
                0,
                0,
                Instant.EPOCH);
        store.add(project.id(), round);
        if (!wanting.isEmpty()) {
            ask(project, round, wanting, set.mix().of(wanting.size(), opponents.there()));
        }
        LOG.infof("Project %s asks for %d new pairs of %s", project.id(), wanting.size(), due.checkpoint());
    }

    private List<Prompt> wanting(Project project, String checkpoint, @Nullable String production, int most) {
        List<UUID> ids = store.wanting(project.id(), checkpoint, production, most);
        Map<UUID, Prompt> found = prompts.byIds(ids);
        return ids.stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .filter(prompt -> !Message.anyImages(prompt.messages()))
                .toList();
    }

    private void ask(Project project, Round round, List<Prompt> wanting, List<Contrast> contrasts) {
        List<Request> requests = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < wanting.size(); i++) {
            Prompt prompt = wanting.get(i);
            Contrast contrast = contrasts.get(i);
            Request request = new Request(UUID.randomUUID(), prompt.id(), contrast);
            requests.add(request);
            events.add(new FreshCandidatesWanted(
                    request.id().toString(),
                    prompt.id().toString(),
                    project.id().toString(),
                    prompt.messages(),
                    checkpoints(project, round, contrast),
                    prompt.split(),
                    Purpose.TRAINING));
        }
        store.add(project.id(), round.id(), requests);
        outbox.add(events);
    }

    /** The new one and its opponent by turns, as many as the project compares or ranks. */
    private static List<String> checkpoints(Project project, Round round, Contrast contrast) {
        String opponent = switch (contrast) {
            case PRODUCTION -> Objects.requireNonNull(round.production());
            case BEFORE -> Objects.requireNonNull(round.before());
            case ITSELF -> round.checkpoint();
        };
        int pairs = (project.form().answers() + 1) / 2;
        return Collections.nCopies(pairs, List.of(round.checkpoint(), opponent)).stream()
                .flatMap(List::stream)
                .limit(project.form().answers())
                .toList();
    }

    /** Whom the new checkpoint can be set against; never itself. */
    private record Opponents(
            @Nullable String production, @Nullable String before) {

        Set<Contrast> there() {
            Set<Contrast> there = EnumSet.noneOf(Contrast.class);
            if (production != null) {
                there.add(Contrast.PRODUCTION);
            }
            if (before != null) {
                there.add(Contrast.BEFORE);
            }
            return there;
        }
    }

    private Opponents opponents(Project project, Due due, Known known) {
        Optional<String> production = due.occasion() == Occasion.PROMOTED
                ? Optional.ofNullable(due.former())
                : ring.served(PromotionEvent.PRODUCTION);
        return new Opponents(
                other(production, due.checkpoint()),
                other(ring.before(known, project.id().toString()), due.checkpoint()));
    }

    private static @Nullable String other(Optional<String> opponent, String checkpoint) {
        return opponent.filter(id -> !id.equals(checkpoint)).orElse(null);
    }
}
