package dev.attune.registry.service.prompt;

import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;

import dev.attune.contracts.event.PromptVersionEvent.PromptLabelled;
import dev.attune.contracts.event.PromptVersionEvent.PromptUnlabelled;
import dev.attune.contracts.json.Json;
import dev.attune.registry.prompt.PromptLabel;
import dev.attune.registry.prompt.PromptVersion;
import dev.attune.service.outbox.Outbox;

/** Tells the programs that use a prompt by a label, in the transaction that moves it. */
@ApplicationScoped
class LabelEvents {

    private final Outbox outbox;

    LabelEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    void leads(PromptVersion version, PromptLabel label, String reason) {
        outbox.add(new PromptLabelled(
                version.name(),
                label.label(),
                version.version(),
                version.digest(),
                Json.MAPPER.convertValue(version.content(), Json.MAP),
                reason,
                label.by(),
                label.at()));
    }

    void leadsNowhere(String name, String label, Caller by, Instant at) {
        outbox.add(new PromptUnlabelled(name, label, by.pseudonym(), at));
    }
}
