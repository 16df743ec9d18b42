package dev.attune.feedback.service.setting;

import java.util.List;
import java.util.UUID;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.Account;
import dev.attune.feedback.Annotators;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.service.Projects;
import dev.attune.feedback.service.project.ProjectLife;
import dev.attune.feedback.setting.Setting;
import dev.attune.feedback.setting.SettingKind;
import dev.attune.feedback.store.AccountStore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Settings of projects: kept with a version, changed only by who has seen it, copied with the project. */
@QuarkusTest
class ProjectSettingsIT {

    private static final SettingKind<Pace> PACE = new SettingKind<>("pace", Pace.class, new Pace("slow", List.of()));

    @Inject
    ProjectSettings settings;

    @Inject
    Projects projects;

    @Inject
    ProjectLife life;

    @Inject
    AccountStore accounts;

    record Pace(String word, List<Integer> steps) {}

    @Test
    void aSettingIsKeptWithItsVersionAndCopiedWithTheProject() {
        Account admin = accounts.byName("admin").orElseThrow().account();
        String name = UUID.randomUUID().toString();
        Project project = projects.create(admin, new Projects.Wish(name, "none", 1, Annotators.ALL));
        assertThat(settings.of(project.id(), PACE)).isEqualTo(new Setting<>(PACE.initial(), 0));

        Pace quick = new Pace("quick", List.of(1, 2));
        assertThat(settings.change(admin, project, PACE, 0, quick)).isEqualTo(new Setting<>(quick, 1));
        // What is set already is no new version.
        assertThat(settings.change(admin, project, PACE, 1, quick).version()).isEqualTo(1);
        assertThatThrownBy(() -> settings.change(admin, project, PACE, 0, PACE.initial()))
                .isInstanceOfSatisfying(
                        FeedbackException.class, e -> assertThat(e.fault()).isEqualTo(Fault.PROJECT_CHANGED));
        assertThat(settings.of(project.id(), PACE)).isEqualTo(new Setting<>(quick, 1));

        Project copy = QuarkusTransaction.requiringNew()
                .call(() -> life.copy(admin, project, "copy " + UUID.randomUUID(), false));
        assertThat(settings.of(copy.id(), PACE)).isEqualTo(new Setting<>(quick, 1));
    }
}
