package dev.attune.registry.service.prompt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import dev.attune.contracts.name.Names;
import dev.attune.registry.prompt.Prompt;
import dev.attune.registry.prompt.PromptAction;
import dev.attune.registry.prompt.PromptContent;
import dev.attune.registry.prompt.PromptDiff;
import dev.attune.registry.prompt.PromptLabel;
import dev.attune.registry.prompt.PromptLogEntry;
import dev.attune.registry.prompt.PromptVariables;
import dev.attune.registry.prompt.PromptVersion;
import dev.attune.registry.prompt.VersionSummary;
import dev.attune.registry.store.prompt.PromptLog;
import dev.attune.registry.store.prompt.PromptStore;
import dev.attune.service.page.Part;

/**
 * Prompts by name. A version never changes and has a number of its own; the same content is the same version, however often and
 * in whatever order it is sent. Labels lead to versions and move.
 */
@ApplicationScoped
public class PromptLibrary {

    private static final int MOST_VERSIONS = 10_000;
    private static final int MOST_LABELS = 50;

    /** What a label leads to goes over the bus, whole. */
    private static final int MOST_CHARACTERS = 400_000;

    private final PromptStore prompts;
    private final PromptLog log;
    private final LabelEvents events;

    PromptLibrary(PromptStore prompts, PromptLog log, LabelEvents events) {
        this.prompts = prompts;
        this.log = log;
        this.events = events;
    }

    /** A version, and whether it is new. */
    public record Pushed(PromptVersion version, boolean added) {}

    /** A prompt with its newest versions. */
    public record Shown(Prompt prompt, List<VersionSummary> versions) {}

    /** By name. */
    @Transactional
    public Part<Prompt> list(boolean deleted, String after, int limit) {
        return prompts.list(deleted, after, limit);
    }

    /** @param limit of the versions */
    @Transactional
    public Shown show(String name, int limit) {
        Prompt prompt = present(name);
        return new Shown(prompt, prompts.versions(name, Integer.MAX_VALUE, limit));
    }

    /** Newest first, those before a number. */
    @Transactional
    public List<VersionSummary> versions(String name, int before, int limit) {
        present(name);
        return prompts.versions(name, before, limit);
    }

    /** @param which a number, a label or {@code latest} */
    @Transactional
    public PromptVersion version(String name, String which) {
        return find(present(name), which);
    }

    /** @param from a number, a label or {@code latest}; {@code to} the same */
    @Transactional
    public PromptDiff diff(String name, String from, String to) {
        Prompt prompt = present(name);
        return PromptDiff.of(find(prompt, from), find(prompt, to));
    }

    /** Adds a version, unless one says the same. */
    @Transactional
    public Pushed push(String name, PromptContent content, String note, Caller caller) {
        if (!Names.isName(name)) {
            throw PromptFaults.badName();
        }
        Instant now = now();
        prompts.begin(name, caller.pseudonym(), now);
        Prompt prompt = prompts.lock(name).orElseThrow();
        if (prompt.deletedAt() != null) {
            throw PromptFaults.deleted(name);
        }
        String digest = content.digest();
        Optional<PromptVersion> known = prompts.withDigest(name, digest);
        if (known.isPresent()) {
            return new Pushed(known.get(), false);
        }
        if (content.canonical().length() > MOST_CHARACTERS) {
            throw PromptFaults.tooMany("characters of a prompt", MOST_CHARACTERS);
        }
        if (prompt.latest() >= MOST_VERSIONS) {
            throw PromptFaults.tooMany("versions of a prompt", MOST_VERSIONS);
        }
        PromptVersion version = new PromptVersion(
                name,
                prompt.latest() + 1,
                digest,
                content,
                PromptVariables.of(content),
                note,
                caller.pseudonym(),
                now,
                List.of());
        prompts.add(version);
        log.add(now, caller.pseudonym(), PromptAction.VERSION_ADDED, name, version.version());
        return new Pushed(version, true);
    }

    /** Makes a label lead to a version; one that does so already stays as it is. */
    @Transactional
    public PromptLabel move(String name, String label, int version, String reason, Caller caller) {
        Prompt prompt = locked(name);
        guard(name, label, caller);
        if (!PromptLabel.isLabel(label) || label.equals(PromptLabel.LATEST)) {
            throw PromptFaults.badLabel();
        }
        if (version < 1 || version > prompt.latest()) {
            throw PromptFaults.versionUnknown(name, String.valueOf(version));
        }
        Optional<PromptLabel> before = label(prompt, label);
        if (before.isPresent() && before.get().version() == version) {
            return before.get();
        }
        if (before.isEmpty() && prompt.labels().size() >= MOST_LABELS) {
            throw PromptFaults.tooMany("labels of a prompt", MOST_LABELS);
        }
        PromptLabel moved = new PromptLabel(label, version, caller.pseudonym(), now());
        prompts.move(name, moved);
        log.label(
                PromptAction.LABEL_MOVED,
                name,
                label,
                version,
                before.map(PromptLabel::version).orElse(null),
                reason,
                caller.pseudonym(),
                moved.at());
        events.leads(find(prompt, String.valueOf(version)), moved, reason);
        return moved;
    }

    /** Takes a label away; its versions stay. */
    @Transactional
    public void remove(String name, String label, Caller caller) {
        Prompt prompt = locked(name);
        guard(name, label, caller);
        PromptLabel known = label(prompt, label).orElseThrow(() -> PromptFaults.labelUnknown(name));
        Instant now = now();
        prompts.remove(name, label, now);
        log.label(PromptAction.LABEL_REMOVED, name, label, null, known.version(), "", caller.pseudonym(), now);
        events.leadsNowhere(name, label, caller, now);
    }

    /** Hides the prompt; it can be brought back. One that {@code production} leads to is in use, and stays. */
    @Transactional
    public void delete(String name, Caller caller) {
        Prompt prompt = locked(name);
        Optional<PromptLabel> served = label(prompt, PromptLabel.PRODUCTION);
        if (served.isPresent()) {
            throw PromptFaults.served(name, served.get().version());
        }
        Instant now = now();
        prompts.delete(name, now);
        log.add(now, caller.pseudonym(), PromptAction.PROMPT_DELETED, name, null);
        prompt.labels().forEach(label -> events.leadsNowhere(name, label.label(), caller, now));
    }

    /** Brings back what was deleted, with all versions and labels. */
    @Transactional
    public Prompt restore(String name, Caller caller) {
        Prompt prompt = prompts.lock(name).orElseThrow(() -> PromptFaults.unknown(name));
        if (prompt.deletedAt() == null) {
            return prompt;
        }
        if (label(prompt, PromptLabel.PRODUCTION).isPresent()) {
            guard(name, PromptLabel.PRODUCTION, caller);
        }
        prompts.delete(name, null);
        Instant now = now();
        log.add(now, caller.pseudonym(), PromptAction.PROMPT_RESTORED, name, null);
        prompt.labels()
                .forEach(label -> events.leads(
                        find(prompt, label.label()),
                        new PromptLabel(label.label(), label.version(), caller.pseudonym(), now),
                        "restored"));
        return present(name);
    }

    /** Who did what to the prompt, also to one that was deleted; newest first. */
    @Transactional
    public List<PromptLogEntry> log(String name, long before, int limit) {
        Prompt known = prompts.find(name).orElseThrow(() -> PromptFaults.unknown(name));
        return log.of(known.name(), before, limit);
    }

    private Prompt present(String name) {
        return prompts.find(name)
                .filter(prompt -> prompt.deletedAt() == null)
                .orElseThrow(() -> PromptFaults.unknown(name));
    }

    private Prompt locked(String name) {
        return prompts.lock(name)
                .filter(prompt -> prompt.deletedAt() == null)
                .orElseThrow(() -> PromptFaults.unknown(name));
    }

    private PromptVersion find(Prompt prompt, String which) {
        return number(prompt, which)
                .flatMap(number -> prompts.version(prompt.name(), number))
                .orElseThrow(() -> PromptFaults.versionUnknown(prompt.name(), which));
    }

    private static Optional<Integer> number(Prompt prompt, String which) {
        if (which.matches("[0-9]{1,9}")) {
            return Optional.of(Integer.valueOf(which));
        }
        return which.equals(PromptLabel.LATEST)
                ? Optional.of(prompt.latest())
                : label(prompt, which).map(PromptLabel::version);
    }

    private static Optional<PromptLabel> label(Prompt prompt, String label) {
        return prompt.labels().stream().filter(one -> one.label().equals(label)).findFirst();
    }

    private static void guard(String name, String label, Caller caller) {
        if (label.equals(PromptLabel.PRODUCTION) && !caller.guardian()) {
            throw PromptFaults.guarded(name);
        }
    }

    /** PostgreSQL keeps microseconds: a finer time would not be equal when it is read again. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }
}
