package dev.attune.contracts.event;

import java.time.Instant;
import java.util.Map;

import dev.attune.contracts.error.Require;
import dev.attune.contracts.name.Names;

/** On {@code attune.prompt-versions}, keyed by prompt and label, such as {@code greeting@production}. */
public sealed interface PromptVersionEvent extends Event {

    /** The prompt's name. */
    String name();

    /** What programs ask for it by. */
    String label();

    @Override
    default String key() {
        return name() + "@" + label();
    }

    /**
     * The label leads to this version of the prompt from now on.
     *
     * @param version from 1
     * @param digest of the content
     * @param content system, template, examples and settings: all that is needed to use it
     * @param reason in the words of who moved it; may be empty
     * @param by pseudonym of that person
     */
    record PromptLabelled(
            String name,
            String label,
            int version,
            String digest,
            Map<String, Object> content,
            String reason,
            String by,
            Instant at)
            implements PromptVersionEvent {
        public PromptLabelled {
            Names.require(name, "name");
            Names.require(label, "label");
            Require.that(version >= 1, "version is below 1");
            Require.text(digest, "digest");
            content = Require.copy(content);
            Require.present(reason, "reason");
            Require.text(by, "by");
            Require.present(at, "at");
        }
    }

    /**
     * The label leads nowhere from now on.
     *
     * @param by pseudonym of who took it away
     */
    record PromptUnlabelled(String name, String label, String by, Instant at) implements PromptVersionEvent {
        public PromptUnlabelled {
            Names.require(name, "name");
            Names.require(label, "label");
            Require.text(by, "by");
            Require.present(at, "at");
        }
    }
}
