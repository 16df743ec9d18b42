package dev.attune.feedback.service.live;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.AccessEvent.ConsentChanged;
import dev.attune.feedback.Account;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.live.LiveSettings;
import dev.attune.feedback.service.setting.ProjectSettings;
import dev.attune.feedback.setting.Setting;
import dev.attune.service.outbox.Outbox;

/** What projects allow of what is served in their name; the bus is told in the transaction that decides it. */
@ApplicationScoped
public class Consents {

    private final ProjectSettings settings;
    private final Outbox outbox;

    Consents(ProjectSettings settings, Outbox outbox) {
        this.settings = settings;
        this.outbox = outbox;
    }

    public Setting<LiveSettings> of(UUID project) {
        return settings.of(project, LiveSettings.KIND);
    }

    /**
     * Sets it.
     *
     * @param seen the version that the caller has seen; null changes whatever is there
     * @throws FeedbackException {@link dev.attune.feedback.Fault#PROJECT_CHANGED} or {@link dev.attune.feedback.Fault#INVALID_REQUEST}
     */
    @Transactional
    public Setting<LiveSettings> change(Account actor, Project project, @Nullable Integer seen, LiveSettings value) {
        value.check();
        boolean before = of(project.id()).value().texts();
        Setting<LiveSettings> after = settings.change(actor, project, LiveSettings.KIND, seen, value);
        if (before != value.texts()) {
            say(project.id(), value.texts());
        }
        return after;
    }

    /** A project that is gone allows nothing. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void end(UUID project) {
        if (of(project).value().texts()) {
            say(project, false);
        }
    }

    private void say(UUID project, boolean texts) {
        outbox.add(new ConsentChanged(project.toString(), texts, Instant.now()));
    }
}
