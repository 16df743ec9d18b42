package dev.attune.feedback.service.need;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.form.Skips;
import dev.attune.feedback.need.Need;
import dev.attune.feedback.need.NeedState;
import dev.attune.feedback.need.Profile;
import dev.attune.feedback.need.Wanted;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.RatingStore;
import dev.attune.feedback.store.need.NeedStore;
import dev.attune.feedback.store.need.ProfileStore;

/** What prompts ask of raters, how soon they are wanted, and what members have. */
@ApplicationScoped
public class Needs {

    private final NeedStore store;
    private final ProfileStore profiles;
    private final RatingStore ratings;
    private final Quotas quotas;
    private final Accounts accounts;
    private final AuditLog audit;

    Needs(
            NeedStore store,
            ProfileStore profiles,
            RatingStore ratings,
            Quotas quotas,
            Accounts accounts,
            AuditLog audit) {
        this.store = store;
        this.profiles = profiles;
        this.ratings = ratings;
        this.quotas = quotas;
        this.accounts = accounts;
        this.audit = audit;
    }

    /** New prompts, none of which has items yet, ask for this. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void ask(UUID project, Map<UUID, Wanted> prompts) {
        Map<Wanted, List<UUID>> alike = new HashMap<>();
        prompts.forEach((prompt, wanted) -> {
            if (!wanted.equals(Wanted.USUAL)) {
                alike.computeIfAbsent(wanted, _ -> new ArrayList<>()).add(prompt);
            }
        });
        alike.forEach((wanted, some) -> {
            store.ask(project, some, store.id(project, wanted.need()));
            store.prioritise(project, some, wanted.priority());
        });
    }

    /**
     * What is to change of prompts; what is null stays.
     *
     * @param need {@link Need#NONE}: anybody may rate them
     */
    public record Change(@Nullable Need need, @Nullable Integer priority) {}

    /**
     * Changes prompts and their items that wait; what somebody holds stays with them.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public void change(Account actor, Project project, List<UUID> prompts, Change change) {
        Integer priority = change.priority();
        Need need = change.need();
        if (priority != null) {
            Tags.checkPriority(priority);
        }
        int known = store.count(project.id(), prompts);
        Fault.INVALID_REQUEST.when(
                known < new HashSet<>(prompts).size(),
                "The project has only " + known + " of these prompts; nothing was changed.");
        if (need != null) {
            store.ask(project.id(), prompts, store.id(project.id(), need));
        }
        if (priority != null) {
            store.prioritise(project.id(), prompts, priority);
        }
        audit.note(
                actor,
                AuditAction.PROJECT_CHANGED,
                project.name(),
                prompts.size() + " prompts: "
                        + (need == null ? "" : "language " + need.language() + ", skills " + need.skills() + " ")
                        + (priority == null ? "" : "priority " + priority));
    }

    /** What waiting items ask, and how many members have that; without those that ask nothing. */
    @Transactional
    public List<NeedState> states(Project project) {
        return store.states(project.id());
    }

    /** How often items are skipped, by reason. */
    @Transactional
    public List<Skips> skips(Project project) {
        return ratings.skips(project.id());
    }

    /**
     * A member has this from now on.
     *
     * @throws FeedbackException {@link Fault#MEMBER_UNKNOWN} or {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Profile set(Account actor, Project project, String name, Profile given) {
        checkQuota("perDay", given.perDay());
        checkQuota("inAll", given.inAll());
        Profile profile = new Profile(
                Tags.languages(given.languages()), Tags.skills(given.skills()), given.perDay(), given.inAll());
        Fault.MEMBER_UNKNOWN.when(
                !profiles.set(project.id(), accounts.named(name).id(), profile),
                name + " is no member of this project.");
        quotas.changed(project.id());
        audit.note(
                actor,
                AuditAction.MEMBER_SET,
                project.name(),
                name + ": languages " + profile.languages() + ", skills " + profile.skills() + ", per day "
                        + profile.perDay() + ", in all " + profile.inAll());
        return profile;
    }

    private static void checkQuota(String field, @Nullable Integer quota) {
        Fault.INVALID_REQUEST.when(
                quota != null && quota < 1,
                field + " must be 1 or more but is " + quota + "; leave it out for any number, or remove the member.");
    }
}
