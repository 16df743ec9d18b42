package dev.attune.inference.service;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import dev.attune.contracts.event.AccessEvent.ConsentChanged;
import dev.attune.contracts.event.PromotionEvent.CanaryEnded;
import dev.attune.contracts.event.PromotionEvent.CanaryServed;
import dev.attune.contracts.event.PromotionEvent.ChannelResumed;
import dev.attune.contracts.event.PromotionEvent.ChannelStopped;
import dev.attune.inference.Faults;

/** What the ring has said beside promotions: who is answered by a canary, which channels are stopped, whose texts may be told. */
@ApplicationScoped
public class Rollouts {

    private final Map<String, CanaryServed> canaries = new ConcurrentHashMap<>();
    private final Map<String, String> stopped = new ConcurrentHashMap<>();
    private final Set<String> consenting = ConcurrentHashMap.newKeySet();

    public void began(CanaryServed canary) {
        canaries.put(canary.channel(), canary);
    }

    public void ended(CanaryEnded canary) {
        canaries.remove(canary.channel());
    }

    public void stopped(ChannelStopped stop) {
        stopped.put(stop.channel(), stop.reason());
    }

    public void resumed(ChannelResumed resumption) {
        stopped.remove(resumption.channel());
    }

    public void consented(ConsentChanged consent) {
        if (consent.texts()) {
            consenting.add(consent.projectId());
        } else {
            consenting.remove(consent.projectId());
        }
    }

    /** The canary that runs on a channel. */
    Optional<CanaryServed> canary(String channel) {
        return Optional.ofNullable(canaries.get(channel));
    }

    /** @throws dev.attune.contracts.error.AttuneException {@code channel-stopped} when nobody shall be answered */
    void requireGoing(String channel) {
        String reason = stopped.get(channel);
        if (reason != null) {
            throw Faults.channelStopped(channel, reason);
        }
    }

    /** Whether what is asked and answered for the project may be told word for word. */
    boolean mayTell(@Nullable String projectId) {
        return projectId != null && consenting.contains(projectId);
    }
}
