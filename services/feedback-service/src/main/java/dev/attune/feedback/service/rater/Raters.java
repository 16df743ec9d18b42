package dev.attune.feedback.service.rater;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.check.CheckKind;
import dev.attune.feedback.check.CheckSettings;
import dev.attune.feedback.rater.RaterState;
import dev.attune.feedback.rater.RaterStep;
import dev.attune.feedback.rater.RaterView;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.store.check.GoldStore;
import dev.attune.feedback.store.rater.SignalStore;
import dev.attune.feedback.store.rater.SignalStore.Checked;
import dev.attune.feedback.store.rater.SignalStore.Rater;
import dev.attune.feedback.store.rater.StandingStore;
import dev.attune.feedback.store.rater.StandingStore.Measured;
import dev.attune.feedback.store.rater.StandingStore.Name;
import dev.attune.feedback.store.rater.StandingStore.Standing;
import dev.attune.feedback.store.rater.StepStore;
import dev.attune.feedback.store.rater.StepStore.Taken;
import dev.attune.judgement.signal.Carelessness;
import dev.attune.judgement.signal.Carelessness.Measure;
import dev.attune.judgement.signal.GoldCrowd;

/**
 * Measures the raters of a project and takes steps about them. By itself it hints and warns, where the project wants that, each time after new ratings; what makes
 * ratings weigh nothing is for a person.
 */
@ApplicationScoped
public class Raters {

    /** Of each rater so many ratings are looked at, the last ones. */
    static final int LAST = 300;

    private final SignalStore signals;
    private final StandingStore standings;
    private final StepStore steps;
    private final GoldStore golds;
    private final ProjectSettings settings;
    private final AuditLog audit;

    Raters(
            SignalStore signals,
            StandingStore standings,
            StepStore steps,
            GoldStore golds,
            ProjectSettings settings,
            AuditLog audit) {
        this.signals = signals;
        this.standings = standings;
        this.steps = steps;
        this.golds = golds;
        this.settings = settings;
        this.audit = audit;
    }

    /** Measures, and hints and warns where the project wants that. */
    @Transactional
    public void measure(Project project) {
        standings.lock(project.id());
        measure(project, settings.of(project.id(), CheckSettings.KIND).value().warnings());
    }

    /** Measures anew what was measured more than half a minute ago, and tells nobody. */
    @Transactional
    public void refresh(Project project) {
        standings.lock(project.id());
        if (!standings.fresh(project.id())) {
            measure(project, false);
        }
    }

    /** Looks at gold first, as doubted gold counts for nobody, then at each rater. */
    private void measure(Project project, boolean warnings) {
        UUID id = project.id();
        doubtGold(project);
        List<Rater> raters = signals.raters(id);
        Measuring measuring = new Measuring(signals.votes(id, LAST), signals.checked(id));
        Map<UUID, Standing> known = new HashMap<>();
        standings.of(id).forEach(standing -> known.put(standing.account(), standing));
        for (Rater rater : raters) {
            Measured measured = measuring.of(rater);
            standings.measured(id, rater.account(), measured);
            if (warnings) {
                step(project, rater, measured, known.get(rater.account()));
            }
        }
    }

    /** Everybody who has rated pairs in the project, those whom a person should look at first. */
    @Transactional
    public List<RaterView> of(Project project) {
        Map<String, List<RaterStep>> taken =
                steps.of(project.id()).stream().collect(Collectors.groupingBy(RaterStep::rater));
        Map<UUID, Name> names = standings.names(project.id());
        return standings.of(project.id()).stream()
                .map(standing -> view(standing, names, taken))
                .sorted(Comparator.comparing(RaterView::proposed)
                        .thenComparing(RaterView::state)
                        .reversed()
                        .thenComparing(RaterView::name))
                .toList();
    }

    private static RaterView view(Standing standing, Map<UUID, Name> names, Map<String, List<RaterStep>> taken) {
        Name name = names.getOrDefault(standing.account(), new Name("", ""));
        Measured measured = standing.measured();
        return new RaterView(
                name.pseudonym(),
                name.name(),
                measured == null ? 0 : measured.votes(),
                standing.state(),
                measured == null ? null : measured.probability(),
                measured != null && measured.verified(),
                measured != null && measured.alone(),
                measured != null && proposed(standing, measured),
                measured == null ? List.of() : measured.signals(),
                taken.getOrDefault(name.pseudonym(), List.of()),
                standing.measuredAt());
    }

    private static boolean proposed(Standing standing, Measured measured) {
        return standing.state() == RaterState.WARNED
                && next(measured, standing.state(), standing.votesThen()) == Measure.SHADOW;
    }

    private static Measure next(Measured measured, RaterState now, long votesThen) {
        long since = measured.votes() - votesThen;
        return new Carelessness(measured.probability(), List.of(), measured.verified())
                .after(now.measure(), Math.clamp(since, 0, Integer.MAX_VALUE));
    }

    private void step(Project project, Rater rater, Measured measured, @Nullable Standing standing) {
        RaterState now = standing == null ? RaterState.FINE : standing.state();
        if (now == RaterState.SHADOW) {
            return;
        }
        RaterState next = RaterState.byItself(next(measured, now, standing == null ? 0 : standing.votesThen()));
        if (next != now) {
            standings.set(project.id(), rater.account(), next, rater.votes());
            steps.add(new Taken(project.id(), rater.account(), null, now, next, null, measured.signals()));
        }
    }

    private void doubtGold(Project project) {
        Map<UUID, Integer> items = new LinkedHashMap<>();
        Map<UUID, Integer> raters = new HashMap<>();
        List<GoldCrowd.Answer> answers = new ArrayList<>();
        for (Checked checked : signals.checked(project.id())) {
            if (checked.kind() == CheckKind.GOLD) {
                answers.add(new GoldCrowd.Answer(
                        number(raters, checked.account()), number(items, checked.item()), checked.right()));
            }
        }
        GoldCrowd crowd = GoldCrowd.of(raters.size(), items.size(), answers);
        items.forEach((item, gold) -> {
            if (crowd.answers().get(gold) >= GoldCrowd.FEWEST) {
                golds.believe(item, crowd.belief().get(gold), crowd.doubted(gold));
            }
        });
    }

    private static int number(Map<UUID, Integer> numbers, UUID id) {
        int next = numbers.size();
        return numbers.computeIfAbsent(id, fresh -> next);
    }

    /**
     * A person takes a step about a rater, forwards or back.
     *
     * @param reason the rater reads it with a hint or a warning, and never with the shadow
     * @throws FeedbackException {@link Fault#ACCOUNT_UNKNOWN} or {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public void set(Account actor, Project project, String pseudonym, RaterState state, String reason) {
        standings.lock(project.id());
        UUID account = standings
                .rater(project.id(), pseudonym)
                .orElseThrow(() -> Fault.ACCOUNT_UNKNOWN.because(
                        "Nobody of the pseudonym " + pseudonym + " has rated in this project."));
        Standing standing = standings
                .find(project.id(), account)
                .orElseGet(() -> new Standing(account, RaterState.FINE, 0, null, null));
        Fault.INVALID_REQUEST.when(standing.state() == state, "The rater stands so already.");
        Measured measured = standing.measured();
        standings.set(project.id(), account, state, measured == null ? 0 : measured.votes());
        steps.add(new Taken(
                project.id(),
                account,
                actor.id(),
                standing.state(),
                state,
                reason,
                measured == null ? List.of() : measured.signals()));
        audit.note(
                actor,
                AuditAction.RATER_STEP,
                project.name(),
                pseudonym + " from " + standing.state() + " to " + state + ": " + reason);
    }
}
