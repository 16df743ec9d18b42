package dev.attune.feedback.store;

import java.time.Instant;
import java.util.UUID;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.part.Split;
import dev.attune.feedback.Prompt;

@Entity
@Table(name = "prompt")
@SuppressWarnings("NullAway.Init")
class PromptEntity {

    @Id
    UUID id;

    UUID projectId;

    String messages;

    String fingerprint;

    @Enumerated(EnumType.STRING)
    Split split;

    Instant createdAt;

    @Nullable
    Instant answeredAt;

    /** Given with a known answer: nobody's training data. */
    boolean forCheck;

    protected PromptEntity() {}

    PromptEntity(Prompt prompt, Instant createdAt) {
        this.id = prompt.id();
        this.projectId = prompt.projectId();
        this.messages = JsonText.of(prompt.messages());
        this.fingerprint = prompt.fingerprint();
        this.split = prompt.split();
        this.createdAt = createdAt;
    }

    Prompt prompt() {
        return new Prompt(id, projectId, JsonText.messages(messages), fingerprint, split);
    }
}
