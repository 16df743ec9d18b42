package dev.attune.feedback.service.setting;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.json.Json;
import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.setting.Setting;
import dev.attune.feedback.setting.SettingKind;
import dev.attune.feedback.store.JsonText;
import dev.attune.feedback.store.setting.SettingStore;
import dev.attune.feedback.store.setting.SettingStore.Kept;

/** What managers have set in a project; whoever asks has checked that the caller may. */
@ApplicationScoped
public class ProjectSettings {

    private final SettingStore store;
    private final AuditLog audit;

    ProjectSettings(SettingStore store, AuditLog audit) {
        this.store = store;
        this.audit = audit;
    }

    /** What the project has set, else what holds at first. */
    @Transactional
    public <T extends Record> Setting<T> of(UUID project, SettingKind<T> kind) {
        return store.find(project, kind.name())
                .map(kept -> new Setting<>(read(kept.value(), kind), kept.version()))
                .orElseGet(() -> new Setting<>(kind.initial(), 0));
    }

    /**
     * Sets it; what was set already stays as it is, with its version.
     *
     * @param value checked by the caller
     * @param seen the version that the caller has seen; null changes whatever is there
     * @throws FeedbackException {@link Fault#PROJECT_CHANGED}
     */
    @Transactional
    public <T extends Record> Setting<T> change(
            Account actor, Project project, SettingKind<T> kind, @Nullable Integer seen, T value) {
        store.lock(project.id(), kind.name());
        Setting<T> before = of(project.id(), kind);
        Fault.PROJECT_CHANGED.when(
                seen != null && seen != before.version(),
                "The setting was changed meanwhile; look at what it says now and change it again.");
        if (value.equals(before.value())) {
            return before;
        }
        Setting<T> after = new Setting<>(value, before.version() + 1);
        String json = JsonText.of(value);
        store.put(project.id(), kind.name(), new Kept(json, after.version()));
        audit.note(actor, AuditAction.PROJECT_CHANGED, project.name(), kind.name() + " " + json);
        return after;
    }

    /** A new project has what another one has set. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void copy(UUID from, UUID to) {
        store.copy(from, to);
    }

    private static <T extends Record> T read(String value, SettingKind<T> kind) {
        try {
            return Json.MAPPER.readValue(value, kind.type());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The stored setting " + kind.name() + " cannot be read", e);
        }
    }
}
