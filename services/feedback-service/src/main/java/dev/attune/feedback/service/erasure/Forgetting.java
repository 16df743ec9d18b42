package dev.attune.feedback.service.erasure;

import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import org.jboss.logging.Logger;

import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.service.mining.ForgottenPrompts;
import dev.attune.feedback.store.erasure.PersonStore;
import dev.attune.feedback.store.erasure.PersonStore.Open;

/** Ends erasures whose ratings are out: each in one transaction, so that a person is there or gone. */
@ApplicationScoped
class Forgetting {

    private static final Logger LOG = Logger.getLogger(Forgetting.class);

    private final PersonStore store;
    private final Accounts accounts;
    private final ForgottenPrompts prompts;

    Forgetting(PersonStore store, Accounts accounts, ForgottenPrompts prompts) {
        this.prompts = prompts;
        this.store = store;
        this.accounts = accounts;
    }

    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void work() {
        boolean more = true;
        while (more) {
            more = QuarkusTransaction.requiringNew().call(() -> {
                Optional<Open> open = store.claim();
                open.ifPresent(found -> prompts.forget(found.account()));
                open.ifPresent(found -> store.forget(found, accounts.nobodysHash()));
                open.ifPresent(done -> LOG.infof("Erasure %s is finished", done.id()));
                return open.isPresent();
            });
        }
    }
}
