package dev.attune.feedback.service.check;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Account;
import dev.attune.feedback.Judgement;
import dev.attune.feedback.Project;
import dev.attune.feedback.check.CheckKind;
import dev.attune.feedback.check.CheckSettings;
import dev.attune.feedback.config.FeedbackConfig;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.store.LeaseStore;
import dev.attune.feedback.store.LeaseStore.Lease;
import dev.attune.feedback.store.LeaseStore.Order;
import dev.attune.feedback.store.check.CheckAnswerStore;
import dev.attune.feedback.store.check.CheckAnswerStore.Answer;
import dev.attune.feedback.store.check.CheckStore;
import dev.attune.feedback.store.check.CheckStore.Turn;

/**
 * Hands out checks among ordinary items, and keeps what raters say of them. Each item that a rater is handed is a check with the share that
 * the project has set, drawn beforehand: asking again draws nothing anew, and with nothing else left to rate there is one check at most.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.MANDATORY)
public class Checks {

    private final ProjectSettings settings;
    private final CheckStore store;
    private final CheckAnswerStore answers;
    private final LeaseStore leases;
    private final FeedbackConfig config;
    private final RandomGenerator random = new SecureRandom();

    Checks(
            ProjectSettings settings,
            CheckStore store,
            CheckAnswerStore answers,
            LeaseStore leases,
            FeedbackConfig config) {
        this.settings = settings;
        this.store = store;
        this.answers = answers;
        this.leases = leases;
        this.config = config;
    }

    /** Whether items of the project are never checks. */
    public boolean none(UUID project) {
        return settings.of(project, CheckSettings.KIND).value().share() <= 0;
    }

    /** A lease of a check where one is due, else what is handed out ordinarily. */
    public Optional<Lease> instead(Project project, Account account, Supplier<Optional<Lease>> ordinary) {
        CheckSettings set = settings.of(project.id(), CheckSettings.KIND).value();
        if (set.share() <= 0) {
            return ordinary.get();
        }
        Turn turn = store.turn(project.id(), account.id())
                .filter(known -> known.share() == set.share())
                .orElseGet(() -> drawn(set.share()));
        if (turn.left() <= 0) {
            Optional<Lease> check = grant(project, account, set);
            if (check.isPresent()) {
                store.put(project.id(), account.id(), drawn(set.share()));
                return check;
            }
        }
        Optional<Lease> lease = ordinary.get();
        if (lease.isPresent()) {
            store.put(project.id(), account.id(), new Turn(turn.share(), Math.max(0, turn.left() - 1)));
        }
        return lease;
    }

    /** How many ordinary items come before the next check, when each item is one with this probability. */
    private Turn drawn(double share) {
        return new Turn(share, (int) (Math.log1p(-random.nextDouble()) / Math.log1p(-share)));
    }

    /** Of the kind that is drawn; of another, where there is none of it. */
    private Optional<Lease> grant(Project project, Account account, CheckSettings set) {
        double draw = random.nextDouble() * set.share();
        List<CheckKind> kinds = draw < set.gold()
                ? List.of(CheckKind.GOLD, CheckKind.REPEAT, CheckKind.ATTENTION)
                : draw < set.gold() + set.repeats()
                        ? List.of(CheckKind.REPEAT, CheckKind.GOLD, CheckKind.ATTENTION)
                        : List.of(CheckKind.ATTENTION, CheckKind.GOLD, CheckKind.REPEAT);
        return kinds.stream()
                .filter(kind -> wanted(set, kind))
                .flatMap(kind -> grant(project, account, kind).stream())
                .findFirst();
    }

    private static boolean wanted(CheckSettings set, CheckKind kind) {
        return switch (kind) {
            case GOLD -> set.gold() > 0;
            case ATTENTION -> set.attention() > 0;
            case REPEAT -> set.repeats() > 0;
        };
    }

    private Optional<Lease> grant(Project project, Account account, CheckKind kind) {
        if (kind == CheckKind.REPEAT) {
            return store.repeat(project.id(), account.id())
                    .map(earlier -> grant(earlier.item(), account, !earlier.leftFirst(), kind));
        }
        return store.gold(project.id(), account.id(), kind)
                .map(item -> grant(item, account, random.nextBoolean(), kind));
    }

    private Lease grant(UUID item, Account account, boolean leftFirst, CheckKind kind) {
        return leases.grantCheck(
                item,
                account.id(),
                new Order(leftFirst, List.of()),
                kind,
                config.lease().duration());
    }

    /** Keeps what was said where the lease is of a check; false where it is not, and the rating is a vote. */
    public boolean took(Lease lease, Judgement judgement) {
        CheckKind kind = lease.check();
        if (kind == null) {
            return false;
        }
        answers.add(judgement, kind);
        leases.use(lease.id());
        leases.beginNext(lease, config.lease().duration());
        return true;
    }

    /** What was said of a check, held until the transaction ends; nothing where the id is of no such answer, or it was taken back. */
    public Optional<Judgement> locked(UUID answer) {
        return answers.locked(answer).map(Answer::judgement);
    }

    /** The answer was taken back; false where it is none of a check. */
    public boolean withdraw(UUID answer, boolean notAgain) {
        return answers.withdraw(answer, notAgain);
    }

    /** The answer says something else; returns its new version, nothing where it is none of a check. */
    public Optional<Integer> revise(Judgement revised, Instant at) {
        return answers.revise(revised, at);
    }

    /** A check that the account skipped, or took back with a reason, and wants to see after all. */
    public Optional<Judgement> takeUp(UUID answer, Account account) {
        Optional<Judgement> skipped = locked(answer)
                .filter(found -> found.accountId().equals(account.id()) && found.verdict() == Verdict.SKIP);
        if (skipped.isPresent()) {
            answers.withdraw(answer, false);
            return skipped;
        }
        return answers.takeUp(answer, account.id()) ? answers.find(answer).map(Answer::judgement) : Optional.empty();
    }

    /** The account has the check before it again, as it stood; false where the answer is none of a check. */
    public boolean handBack(Judgement judgement, Account account) {
        Optional<Answer> answer = answers.find(judgement.id());
        answer.ifPresent(found -> {
            leases.release(judgement.projectId(), account.id());
            grant(judgement.itemId(), account, judgement.leftFirst(), found.kind());
        });
        return answer.isPresent();
    }
}
