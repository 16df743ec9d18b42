package dev.attune.feedback.service.invitation;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.Role;
import dev.attune.feedback.invitation.Invitation;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.service.access.Newcomers;
import dev.attune.feedback.service.access.Sessions.Session;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.MemberStore;
import dev.attune.feedback.store.invitation.InvitationStore;

/**
 * Links that let one person in. Who holds the secret is let in, once, as long as who made it could make it still; only the
 * secret's hash is kept.
 */
@ApplicationScoped
public class Invitations {

    private static final int SECRET_BYTES = 24;
    private static final int LONGEST_SECRET = 100;
    private static final int LONGEST_NOTE = 200;
    private static final int MOST_DAYS = 90;
    private static final int USUAL_DAYS = 7;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final InvitationStore store;
    private final MemberStore members;
    private final Walls walls;
    private final Accounts accounts;
    private final Newcomers newcomers;
    private final AuditLog audit;

    Invitations(
            InvitationStore store,
            MemberStore members,
            Walls walls,
            Accounts accounts,
            Newcomers newcomers,
            AuditLog audit) {
        this.store = store;
        this.members = members;
        this.walls = walls;
        this.accounts = accounts;
        this.newcomers = newcomers;
        this.audit = audit;
    }

    /**
     * What an invitation is to be like.
     *
     * @param days how long it works, from now on; a week when nothing is said
     */
    public record Wish(@Nullable String note, @Nullable Integer days) {}

    /**
     * Where somebody comes from.
     *
     * @param device what the caller uses, as it says itself
     */
    public record Origin(String address, String device) {}

    /** An invitation that was made, and what its link says after {@code #/join/}: nobody can ask for it again. */
    public record Made(Invitation invitation, String secret) {}

    /**
     * Invites to a project. Who has no account yet gets one that may rate.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Made toProject(Account actor, Project project, ProjectRole role, Wish wish) {
        return make(actor, project, role, Set.of(Role.ANNOTATOR), wish);
    }

    /**
     * Invites to this service, as any role; the actor is an administrator.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Made toService(Account actor, Set<Role> roles, Wish wish) {
        return make(actor, null, null, roles, wish);
    }

    private Made make(
            Account actor, @Nullable Project project, @Nullable ProjectRole role, Set<Role> roles, Wish wish) {
        String note = wish.note() == null ? "" : wish.note().strip();
        int days = wish.days() == null ? USUAL_DAYS : wish.days();
        Fault.INVALID_REQUEST.when(
                note.length() > LONGEST_NOTE, "The note is longer than " + LONGEST_NOTE + " characters.");
        Fault.INVALID_REQUEST.when(
                days < 1 || days > MOST_DAYS, "days must lie between 1 and " + MOST_DAYS + " but is " + days + ".");
        UUID id = UUID.randomUUID();
        String secret = secret();
        store.add(new InvitationStore.NewInvitation(
                id,
                Sha256.of(secret),
                project == null ? null : project.id(),
                role,
                roles,
                note,
                actor.id(),
                Duration.ofDays(days)));
        Invitation made = store.byId(id).orElseThrow();
        audit.note(actor, AuditAction.INVITATION_MADE, subject(made), detail(made));
        return new Made(made, secret);
    }

    @Transactional
    public List<Invitation> of(Project project) {
        return store.of(project.id());
    }

    @Transactional
    public List<Invitation> ofNoProject() {
        return store.ofNoProject();
    }

    /**
     * Ends an invitation; one that has ended stays as it is.
     *
     * @param project to which it leads; absent: to none
     * @throws FeedbackException {@link Fault#INVITATION_UNKNOWN}, or {@link Fault#INVITATION_USED}
     */
    @Transactional
    public void revoke(Account actor, @Nullable Project project, UUID id) {
        UUID of = project == null ? null : project.id();
        Invitation invitation = store.byId(id)
                .filter(found -> Objects.equals(found.projectId(), of))
                .orElseThrow(() -> Fault.INVITATION_UNKNOWN.because("There is no invitation " + id + "."));
        if (store.revoke(id)) {
            audit.note(actor, AuditAction.INVITATION_REVOKED, subject(invitation), detail(invitation));
            return;
        }
        Fault.INVITATION_USED.when(
                store.byId(id).orElseThrow().state() == Invitation.State.USED,
                "Somebody came by this invitation already; end the membership instead.");
    }

    /**
     * What a secret leads to, before it is used.
     *
     * @throws FeedbackException {@link Fault#INVITATION_UNKNOWN}, {@link Fault#INVITATION_USED},
     *     {@link Fault#INVITATION_REVOKED}, {@link Fault#INVITATION_EXPIRED} or {@link Fault#TOO_MANY_ATTEMPTS}
     */
    public Invitation look(String secret, String address) {
        return slowly(address, () -> open(secret));
    }

    /**
     * Makes an account with the person's own name and password, and signs the person in.
     *
     * @throws FeedbackException as {@link #look}, and as {@link Newcomers#create}
     */
    public Session accept(String secret, String name, String password, Origin from) {
        return slowly(from.address(), () -> {
            Invitation invitation = open(secret);
            return newcomers.create(
                    name, password, invitation.roles(), from.device(), account -> use(invitation, account));
        });
    }

    /**
     * Lets somebody in who has an account, and signs that account in anew, with the roles that came.
     *
     * @throws FeedbackException as {@link #look}
     */
    public Session join(String secret, Account account, Origin from) {
        return slowly(from.address(), () -> {
            Invitation invitation = open(secret);
            return newcomers.alsoAs(account, invitation.roles(), from.device(), joining -> use(invitation, joining));
        });
    }

    private <T> T slowly(String address, Supplier<T> work) {
        return newcomers.slowly(address, work, refusal -> refusal.fault() == Fault.INVITATION_UNKNOWN);
    }

    private Invitation open(String secret) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Invitation invitation = (secret.length() > LONGEST_SECRET
                            ? Optional.<Invitation>empty()
                            : store.byHash(Sha256.of(secret)))
                    .orElseThrow(() -> Fault.INVITATION_UNKNOWN.because(
                            "There is no such invitation; check that you have the whole link."));
            requireOpen(invitation);
            requireMaker(invitation);
            return invitation;
        });
    }

    private static void requireOpen(Invitation invitation) {
        switch (invitation.state()) {
            case OPEN -> {}
            case USED ->
                throw Fault.INVITATION_USED.because(
                        "This link was used already; if it was you, sign in with the name and password that you chose.");
            case REVOKED ->
                throw Fault.INVITATION_REVOKED.because(
                        "This link was taken back; ask " + invitation.maker() + " for another one.");
            case EXPIRED ->
                throw Fault.INVITATION_EXPIRED.because("This link ended at " + invitation.expiresAt() + "; ask "
                        + invitation.maker() + " for another one.");
        }
    }

    /** Who manages no more invites no more, also by links of before. */
    private void requireMaker(Invitation invitation) {
        Account maker = accounts.byId(invitation.madeBy()).orElseThrow();
        UUID project = invitation.projectId();
        Fault.INVITATION_REVOKED.when(
                maker.disabled() || (project == null ? !maker.is(Role.ADMINISTRATOR) : !manages(maker, project)),
                "Who made this link may not invite any more; ask somebody else for another one.");
    }

    private boolean manages(Account maker, UUID project) {
        try {
            Fault.PROJECT_ARCHIVED.when(
                    walls.managed(project, maker).archivedAt() != null,
                    "The project was archived; ask who invited you whether it will go on.");
            return true;
        } catch (FeedbackException e) {
            if (e.fault() == Fault.PROJECT_ARCHIVED) {
                throw e;
            }
            return false;
        }
    }

    /** In the transaction that makes or changes the account: the quickest of those who hold the link wins. */
    private void use(Invitation invitation, Account account) {
        if (!store.use(invitation.id(), account.id())) {
            requireOpen(store.byId(invitation.id()).orElseThrow());
        }
        requireMaker(invitation);
        UUID project = invitation.projectId();
        ProjectRole role = invitation.projectRole();
        if (project != null && role != null && !managesAlready(project, account)) {
            members.set(project, account.id(), role);
        }
        audit.note(account, AuditAction.INVITATION_USED, subject(invitation), detail(invitation));
    }

    /** An invitation takes nothing away. */
    private boolean managesAlready(UUID project, Account account) {
        return members.role(project, account.id())
                .filter(ProjectRole.MANAGER::equals)
                .isPresent();
    }

    private static String subject(Invitation invitation) {
        return invitation.projectName() == null ? "this service" : invitation.projectName();
    }

    private static String detail(Invitation invitation) {
        String roles = String.join(
                ", ", invitation.roles().stream().map(Role::text).sorted().toList());
        return "invitation " + invitation.id() + " by " + invitation.maker()
                + (invitation.projectRole() == null ? "" : ", as " + invitation.projectRole()) + ", roles " + roles;
    }

    private static String secret() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
