package dev.attune.feedback.service.trust;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Item;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Project;
import dev.attune.feedback.form.Task;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.setting.Setting;
import dev.attune.feedback.store.ItemStore;
import dev.attune.feedback.trust.Believed;
import dev.attune.feedback.trust.Overlap;

/**
 * How many people rate a pair. Where a project has set it, a pair begins with few; one that has them and leaves doubt wants one more, in the
 * transaction of the rating that left it, so that at each step it gets exactly as many as it wants. Beliefs are those of the newest fit;
 * before the first one all raters are taken as alike.
 */
@ApplicationScoped
public class Overlaps {

    private static final int MOST_RATINGS = 100;

    /** What was set elsewhere is taken up after this time. */
    private static final long FRESH = Duration.ofSeconds(5).toNanos();

    private final ProjectSettings settings;
    private final Settling settling;
    private final ItemStore items;
    private final Map<UUID, Seen> seen = new ConcurrentHashMap<>();

    Overlaps(ProjectSettings settings, Settling settling, ItemStore items) {
        this.settings = settings;
        this.settling = settling;
        this.items = items;
    }

    private record Seen(Overlap overlap, long at) {}

    public Setting<Overlap> of(Project project) {
        return settings.of(project.id(), Overlap.SETTING);
    }

    /**
     * Sets it for items that come from now on, and for those that are not complete.
     *
     * @param version the setting's version that the caller saw; null changes whatever is there
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} or {@link Fault#PROJECT_CHANGED}
     */
    @Transactional
    public Setting<Overlap> change(Account actor, Project project, @Nullable Integer version, Overlap wanted) {
        if (wanted.adaptive()) {
            Fault.INVALID_REQUEST.when(
                    wanted.most() <= wanted.fewest() || wanted.most() > MOST_RATINGS,
                    "most must be more than fewest, which is " + wanted.fewest() + ", and at most " + MOST_RATINGS
                            + " but is " + wanted.most() + ".");
            Fault.INVALID_REQUEST.when(
                    !(wanted.belief() > 0.5 && wanted.belief() < 1),
                    "belief must lie between 0.5 and 1 but is " + wanted.belief() + ".");
        }
        Setting<Overlap> changed = settings.change(actor, project, Overlap.SETTING, version, wanted);
        seen.remove(project.id());
        return changed;
    }

    /** How many ratings a new pair of the project wants at first. */
    @Transactional
    public int first(Project project) {
        Overlap overlap = overlap(project.id());
        return overlap.adaptive() ? overlap.fewest() : project.ratingsPerItem();
    }

    /**
     * Whether an item that has all the ratings it wanted, and is held by this transaction, wants one more now.
     *
     * @param judgements its ratings
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean wantsMore(Item item, List<Judgement> judgements) {
        if (item.form().task() != Task.COMPARE) {
            return false;
        }
        Overlap overlap = overlap(item.projectId());
        if (!overlap.adaptive()) {
            return false;
        }
        boolean unsure = !sure(overlap, item, judgements);
        boolean more = unsure && item.ratingsPerItem() < overlap.most();
        if (more) {
            items.wantOneMore(item.id());
        } else {
            items.unsure(item.id(), unsure);
        }
        return more;
    }

    private boolean sure(Overlap overlap, Item item, List<Judgement> judgements) {
        boolean noDifference = judgements.stream()
                .allMatch(judgement -> judgement.verdict() == Verdict.TIE || judgement.verdict() == Verdict.BOTH_BAD);
        Believed believed = settling.believedOrAlike(item, judgements);
        return noDifference || overlap.sure(believed.belief());
    }

    private Overlap overlap(UUID project) {
        long now = System.nanoTime();
        Seen known = seen.get(project);
        if (known != null && now - known.at() < FRESH) {
            return known.overlap();
        }
        Overlap overlap = settings.of(project, Overlap.SETTING).value();
        seen.put(project, new Seen(overlap, now));
        return overlap;
    }
}
