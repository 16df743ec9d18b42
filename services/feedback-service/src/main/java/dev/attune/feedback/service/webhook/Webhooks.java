package dev.attune.feedback.service.webhook;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import io.quarkus.narayana.jta.QuarkusTransaction;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.AuditAction;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Project;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.store.webhook.DeliveryStore;
import dev.attune.feedback.store.webhook.DeliveryStore.Due;
import dev.attune.feedback.store.webhook.WebhookStore;
import dev.attune.feedback.webhook.Delivery;
import dev.attune.feedback.webhook.Webhook;
import dev.attune.feedback.webhook.WebhookEvent;

/** The webhooks of projects. Who may do what with one is asked of {@code Walls} before. */
@ApplicationScoped
public class Webhooks {

    private static final int MOST_OF_A_PROJECT = 20;
    private static final int MOST_LISTED = 200;

    private final WebhookStore store;
    private final DeliveryStore deliveries;
    private final Destinations destinations;
    private final WebhookSender sender;
    private final WebhookSecrets secrets;
    private final WebhookDispatch dispatch;
    private final AuditLog audit;

    Webhooks(
            WebhookStore store,
            DeliveryStore deliveries,
            Destinations destinations,
            WebhookSender sender,
            WebhookSecrets secrets,
            WebhookDispatch dispatch,
            AuditLog audit) {
        this.store = store;
        this.deliveries = deliveries;
        this.destinations = destinations;
        this.sender = sender;
        this.secrets = secrets;
        this.dispatch = dispatch;
        this.audit = audit;
    }

    /** A webhook whose secret is seen this once. */
    public record WithSecret(Webhook webhook, String secret) {}

    @Transactional
    public List<Webhook> of(Project project) {
        return store.of(project.id());
    }

    /**
     * Makes a webhook.
     *
     * @throws FeedbackException {@link Fault#INVALID_REQUEST} when it may not lead there, or the project has too many
     */
    @Transactional
    public WithSecret create(Account actor, Project project, String url, List<String> events) {
        List<String> known = known(events);
        destinations.of(url);
        store.lock(project.id());
        Fault.INVALID_REQUEST.when(
                store.of(project.id()).size() >= MOST_OF_A_PROJECT,
                "A project has at most " + MOST_OF_A_PROJECT + " webhooks; remove one first.");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        Webhook webhook = new Webhook(UUID.randomUUID(), project.id(), url, known, now, null, null);
        String secret = Signature.newSecret();
        store.add(webhook, secrets.seal(webhook.id(), secret));
        note(actor, project, webhook, "made, for " + String.join(", ", known));
        return new WithSecret(webhook, secret);
    }

    private static List<String> known(List<String> events) {
        return events.stream()
                .map(event -> WebhookEvent.of(event).text())
                .distinct()
                .sorted()
                .toList();
    }

    /** What is to change of a webhook; what is null stays. */
    public record Change(
            @Nullable String url,
            @Nullable List<String> events,
            @Nullable Boolean enabled) {}

    /**
     * Changes a webhook. One that is switched on again is sent what it was to get before it went off.
     *
     * @throws FeedbackException {@link Fault#WEBHOOK_UNKNOWN} or {@link Fault#INVALID_REQUEST}
     */
    @Transactional
    public Webhook change(Account actor, Project project, UUID id, Change change) {
        Webhook before = one(project, id);
        String url = change.url() == null ? before.url() : change.url();
        List<String> events = change.events() == null ? before.events() : known(change.events());
        Fault.INVALID_REQUEST.when(events.isEmpty(), "The field events is missing or empty.");
        destinations.of(url);
        store.change(id, url, events);
        if (Boolean.TRUE.equals(change.enabled())) {
            store.enable(id);
        } else if (Boolean.FALSE.equals(change.enabled())) {
            store.disable(id, "Switched off by " + actor.name() + ".");
        }
        note(actor, project, before, "changed, for " + String.join(", ", events));
        return one(project, id);
    }

    /**
     * Removes a webhook and what was to be sent to it.
     *
     * @throws FeedbackException {@link Fault#WEBHOOK_UNKNOWN}
     */
    @Transactional
    public void remove(Account actor, Project project, UUID id) {
        Webhook webhook = one(project, id);
        store.remove(id);
        note(actor, project, webhook, "removed");
    }

    /**
     * Replaces the secret; the old one is void at once.
     *
     * @throws FeedbackException {@link Fault#WEBHOOK_UNKNOWN}
     */
    @Transactional
    public WithSecret renew(Account actor, Project project, UUID id) {
        Webhook webhook = one(project, id);
        String secret = Signature.newSecret();
        store.setSecret(id, secrets.seal(id, secret));
        note(actor, project, webhook, "given another secret");
        return new WithSecret(webhook, secret);
    }

    /**
     * Sends an event of the type {@code test} now and waits for what comes of it.
     *
     * @throws FeedbackException {@link Fault#WEBHOOK_UNKNOWN}
     */
    public Delivery test(Project project, UUID id) {
        Due due = QuarkusTransaction.requiringNew().call(() -> {
            one(project, id);
            return deliveries.addClaimed(id, "test", "{\"projectId\":\"" + project.id() + "\"}", dispatch.lease());
        });
        WebhookSender.Result result = sender.send(due).join();
        return QuarkusTransaction.requiringNew().call(() -> {
            if (result.error() == null) {
                deliveries.delivered(due.id(), result.status() == null ? 0 : result.status());
            } else {
                deliveries.failed(due.id(), result.status(), result.error(), null);
            }
            return deliveries.byId(due.id()).orElseThrow();
        });
    }

    /**
     * What was sent, newest first.
     *
     * @throws FeedbackException {@link Fault#WEBHOOK_UNKNOWN}
     */
    @Transactional
    public List<Delivery> deliveries(Project project, UUID id) {
        one(project, id);
        return deliveries.of(id, MOST_LISTED);
    }

    /**
     * Sends an event once more.
     *
     * @throws FeedbackException {@link Fault#WEBHOOK_UNKNOWN}
     */
    @Transactional
    public void replay(Project project, UUID id, UUID delivery) {
        one(project, id);
        if (!deliveries.replay(id, delivery)) {
            throw Fault.WEBHOOK_UNKNOWN.because("The webhook has no delivery " + delivery + ".");
        }
    }

    private Webhook one(Project project, UUID id) {
        return store.byId(id)
                .filter(webhook -> webhook.projectId().equals(project.id()))
                .orElseThrow(() -> Fault.WEBHOOK_UNKNOWN.because("The project has no webhook " + id + "."));
    }

    private void note(Account actor, Project project, Webhook webhook, String what) {
        audit.note(actor, AuditAction.WEBHOOK_CHANGED, project.name(), "webhook " + webhook.id() + " " + what);
    }
}
