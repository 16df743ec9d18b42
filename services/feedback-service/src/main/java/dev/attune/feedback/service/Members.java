package dev.attune.feedback.service;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.Annotators;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Member;
import dev.attune.feedback.Project;
import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.LeaseStore;
import dev.attune.feedback.store.MemberStore;
import dev.attune.service.page.Part;

/** The members of projects. */
@ApplicationScoped
public class Members {

    private final MemberStore store;
    private final LeaseStore leases;
    private final Accounts accounts;
    private final AuditLog audit;

    Members(MemberStore store, LeaseStore leases, Accounts accounts, AuditLog audit) {
        this.store = store;
        this.leases = leases;
        this.accounts = accounts;
        this.audit = audit;
    }

    /** Those whose names come after one, in the order of their names. */
    @Transactional
    public Part<Member> of(Project project, String after, int limit) {
        return Part.named(store.of(project.id(), after, limit + 1), limit, Member::name, member -> member);
    }

    /**
     * Makes an account a member, or gives a member another role.
     *
     * @throws FeedbackException {@link Fault#ACCOUNT_UNKNOWN}
     */
    @Transactional
    public void set(Account actor, Project project, String name, ProjectRole role) {
        store.set(project.id(), accounts.named(name).id(), role);
        audit.note(actor, AuditAction.MEMBER_SET, project.name(), name + " as " + role);
    }

    /**
     * Ends a membership; what the account held of a project that it does not see any more is for others at once.
     *
     * @throws FeedbackException {@link Fault#MEMBER_UNKNOWN} when there is none
     */
    @Transactional
    public void remove(Account actor, Project project, String name) {
        UUID account = accounts.named(name).id();
        Fault.MEMBER_UNKNOWN.when(!store.remove(project.id(), account), name + " is no member of this project.");
        if (project.annotators() == Annotators.MEMBERS) {
            leases.release(project.id(), account);
        }
        audit.note(actor, AuditAction.MEMBER_REMOVED, project.name(), name);
    }
}
