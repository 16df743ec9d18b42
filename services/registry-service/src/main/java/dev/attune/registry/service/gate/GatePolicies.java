package dev.attune.registry.service.gate;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.event.RetrainingEvent.GatePolicyChanged;
import dev.attune.contracts.name.Names;
import dev.attune.contracts.settings.gate.GatePolicy;
import dev.attune.registry.config.PromotionConfig;
import dev.attune.registry.gate.ProjectGates;
import dev.attune.registry.service.approval.Approvals;
import dev.attune.registry.store.PromotionStore;
import dev.attune.registry.store.gate.GateStore;
import dev.attune.service.outbox.Outbox;

/** Reads and changes what checkpoints of projects must show; a change and its event are one transaction. */
@ApplicationScoped
public class GatePolicies {

    private final GateStore gates;
    private final Approvals approvals;
    private final PromotionStore channels;
    private final Outbox outbox;
    private final String channel;

    GatePolicies(GateStore gates, Approvals approvals, PromotionStore channels, Outbox outbox, PromotionConfig config) {
        this.gates = gates;
        this.approvals = approvals;
        this.channels = channels;
        this.outbox = outbox;
        this.channel = config.channel();
    }

    /** @throws AttuneException {@code project-unknown} for what is no name */
    @Transactional
    public ProjectGates find(String projectId) {
        requireName(projectId);
        return gates.policy(projectId).orElseGet(() -> ProjectGates.none(projectId));
    }

    /**
     * Changes a project's gates; the same ones again change nothing.
     *
     * @param policy from now on; null: checkpoints go through no gate
     * @param seen the version that the person has seen; null: any
     * @param by pseudonym of the person
     * @throws AttuneException {@code gates-changed} when somebody was faster
     */
    @Transactional
    public ProjectGates change(
            String projectId, @Nullable GatePolicy policy, @Nullable Integer seen, String reason, String by) {
        requireName(projectId);
        channels.lock(channel);
        ProjectGates known = gates.lock(projectId);
        if (seen != null && seen != known.version()) {
            throw GateFaults.changed(projectId, known.version(), seen);
        }
        if (Optional.ofNullable(known.policy()).equals(Optional.ofNullable(policy))) {
            return known;
        }
        // PostgreSQL keeps microseconds: a finer time would not be equal when it is read again.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        GatePolicyChanged event = new GatePolicyChanged(projectId, known.version() + 1, policy, reason, by, now);
        gates.change(projectId, event.version(), policy, by, now);
        outbox.add(event);
        approvals.gatesChanged(projectId, channel);
        return gates.policy(projectId).orElseThrow();
    }

    private static void requireName(String projectId) {
        if (!Names.isName(projectId)) {
            throw GateFaults.noProject(projectId);
        }
    }
}
