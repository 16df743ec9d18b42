package dev.attune.feedback.service;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.feedback.Account;
import dev.attune.feedback.Annotators;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.ProjectRole;
import dev.attune.feedback.Role;
import dev.attune.feedback.store.MemberStore;
import dev.attune.feedback.store.ProjectStore;

/**
 * Who sees which project. Administrators see all; others those of which they are members and, if their role is to rate
 * or to review, those that are open to all annotators. What somebody does not see is not there.
 */
@ApplicationScoped
public class Walls {

    private final ProjectStore projects;
    private final MemberStore members;

    Walls(ProjectStore projects, MemberStore members) {
        this.projects = projects;
        this.members = members;
    }

    /** Every project that the account sees, without those that are archived, or those only. */
    @Transactional
    public List<Project> visible(Account account, boolean archived) {
        Set<UUID> own = members.projects(account.id());
        return projects(archived)
                .filter(project -> seesAll(account, project) || own.contains(project.id()))
                .toList();
    }

    /** Every project that the account may change and fill, without those that are archived, or those only. */
    @Transactional
    public List<Project> managed(Account account, boolean archived) {
        Set<UUID> own = members.managed(account.id());
        return projects(archived)
                .filter(project -> account.is(Role.ADMINISTRATOR) || own.contains(project.id()))
                .toList();
    }

    private Stream<Project> projects(boolean archived) {
        return projects.all().stream().filter(project -> (project.archivedAt() != null) == archived);
    }

    /**
     * A project that the account sees, which is what rating in it takes, too.
     *
     * @throws FeedbackException {@link Fault#PROJECT_UNKNOWN}
     */
    @Transactional
    public Project visible(UUID id, Account account) {
        return projects.byId(id).filter(project -> sees(project, account)).orElseThrow(() -> unseen(id));
    }

    /** Whether the account sees a project that there is. */
    @Transactional
    public boolean sees(Project project, Account account) {
        return seesAll(account, project) || role(project, account).isPresent();
    }

    /** Those of the projects that there are. */
    @Transactional
    public Map<UUID, Project> known(Collection<UUID> ids) {
        return projects.byIds(ids);
    }

    /** What somebody is told who does not see a project, or names none. */
    public static FeedbackException unseen(UUID id) {
        return Fault.PROJECT_UNKNOWN.because("There is no project " + id + ".");
    }

    /**
     * A project that the account may change and fill.
     *
     * @throws FeedbackException {@link Fault#PROJECT_UNKNOWN}, or {@link Fault#FORBIDDEN} when the account sees it only
     */
    @Transactional
    public Project managed(UUID id, Account account) {
        Project project = visible(id, account);
        Fault.FORBIDDEN.when(
                !manages(project, account), "This takes a manager of the project; ask one, or an administrator.");
        return project;
    }

    /** The projects of which the account is a manager; what an administrator may do everywhere does not count. */
    @Transactional
    public Set<UUID> managed(Account account) {
        return members.managed(account.id());
    }

    /**
     * A project whose ratings the account may review: reviewers that see it, its managers and administrators.
     *
     * @throws FeedbackException {@link Fault#PROJECT_UNKNOWN}, or {@link Fault#FORBIDDEN} when the account sees it only
     */
    @Transactional
    public Project reviewed(UUID id, Account account) {
        Project project = visible(id, account);
        Fault.FORBIDDEN.when(
                !account.is(Role.REVIEWER) && !manages(project, account),
                "This takes a reviewer or a manager of the project; ask one, or an administrator.");
        return project;
    }

    /** Whether the account may change a project that it sees. */
    @Transactional
    public boolean manages(Project project, Account account) {
        return account.is(Role.ADMINISTRATOR)
                || role(project, account).filter(ProjectRole.MANAGER::equals).isPresent();
    }

    private Optional<ProjectRole> role(Project project, Account account) {
        return members.role(project.id(), account.id());
    }

    private static boolean seesAll(Account account, Project project) {
        boolean rates = account.is(Role.ANNOTATOR) || account.is(Role.REVIEWER);
        return account.is(Role.ADMINISTRATOR) || (rates && project.annotators() == Annotators.ALL);
    }
}
