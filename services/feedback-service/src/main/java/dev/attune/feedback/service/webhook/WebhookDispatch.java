package dev.attune.feedback.service.webhook;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import dev.attune.feedback.AuditAction;
import dev.attune.feedback.config.WebhookConfig;
import dev.attune.feedback.service.audit.AuditLog;
import dev.attune.feedback.service.webhook.WebhookSender.Result;
import dev.attune.feedback.store.webhook.DeliveryStore;
import dev.attune.feedback.store.webhook.DeliveryStore.Due;
import dev.attune.feedback.store.webhook.WebhookStore;
import dev.attune.service.database.SmallBatches;

/**
 * Sends what is due, and again what failed. A delivery is claimed for a while before it is sent: when this process dies amid it, it is
 * sent once more under the same id.
 */
@ApplicationScoped
class WebhookDispatch {

    private static final Logger LOG = Logger.getLogger(WebhookDispatch.class);
    private static final int OF_EACH = 10;
    private static final int GONE = 410;

    private final DeliveryStore deliveries;
    private final WebhookStore webhooks;
    private final WebhookSender sender;
    private final AuditLog audit;
    private final WebhookConfig config;
    private final Duration lease;

    WebhookDispatch(
            DeliveryStore deliveries,
            WebhookStore webhooks,
            WebhookSender sender,
            AuditLog audit,
            WebhookConfig config) {
        this.deliveries = deliveries;
        this.webhooks = webhooks;
        this.sender = sender;
        this.audit = audit;
        this.config = config;
        this.lease = config.timeout().plusMinutes(1);
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void sendDue() {
        List<Due> claimed;
        do {
            claimed = QuarkusTransaction.requiringNew().call(() -> deliveries.claim(lease, OF_EACH));
            List<CompletableFuture<Result>> results =
                    claimed.stream().map(sender::send).toList();
            for (int i = 0; i < claimed.size(); i++) {
                settle(claimed.get(i), results.get(i).join());
            }
        } while (!claimed.isEmpty());
    }

    @Scheduled(every = "1h", delayed = "15m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOld() {
        SmallBatches.forget(limit -> deliveries.forget(config.keep(), limit));
    }

    Duration lease() {
        return lease;
    }

    /** Notes what came of an attempt. */
    void settle(Due due, Result result) {
        QuarkusTransaction.requiringNew().run(() -> {
            String error = result.error();
            Integer status = result.status();
            if (error == null) {
                deliveries.delivered(due.id(), status == null ? 0 : status);
                return;
            }
            boolean last = due.attempt() > config.retries().size();
            deliveries.failed(
                    due.id(), status, error, last ? null : config.retries().get(due.attempt() - 1));
            if (last) {
                disable(due, "An event could not be delivered in " + due.attempt() + " attempts. " + error);
            } else if (status != null && status == GONE) {
                disable(due, "The other side answered that it is gone (410).");
            }
        });
    }

    private void disable(Due due, String reason) {
        if (webhooks.disable(due.webhook(), reason)) {
            LOG.warnf("Webhook %s of project %s is switched off: %s", due.webhook(), due.project(), reason);
            audit.note("webhooks", AuditAction.WEBHOOK_DISABLED, due.webhook().toString(), reason);
        }
    }
}
