package dev.attune.feedback.service.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;

import jakarta.inject.Inject;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.bus.ReceivedEvent;
import dev.attune.contracts.event.AccessEvent.TokensEnded;
import dev.attune.contracts.event.Topics;
import dev.attune.contracts.testing.Eventually;
import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.service.access.Accounts.Change;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an administrator decides holds, also against what the person asked for a moment before. */
@QuarkusTest
@SuppressWarnings("NullAway.Init")
class AccessRacesIT extends ServiceFixture {

    private static final String ANOTHER = "another password altogether";

    /** A thread for each: tasks that wait keep no other from its turn. */
    private static final Executor THREADS = task -> Thread.ofPlatform().start(task);

    @Inject
    Accounts accounts;

    @Inject
    TokenEnds ends;

    @Inject
    PasswordHashes hashes;

    private Account administratorAccount() {
        administrator();
        return accounts.named("admin");
    }

    /** Changes the password of the account while {@code meanwhile} happens between its being asked for and its being done. */
    private Fault changedWhile(Account account, Runnable meanwhile) throws InterruptedException {
        CountDownLatch enough = new CountDownLatch(1);
        List<CompletableFuture<?>> busy = new ArrayList<>();
        for (int i = 0; i < Math.max(1, Runtime.getRuntime().availableProcessors() / 2); i++) {
            CountDownLatch has = new CountDownLatch(1);
            busy.add(CompletableFuture.runAsync(
                    () -> hashes.exclusively(() -> {
                        has.countDown();
                        return held(enough);
                    }),
                    THREADS));
            has.await();
        }
        CompletableFuture<?> change = CompletableFuture.runAsync(
                () -> accounts.changePassword(account, PASSWORD, ANOTHER, "192.0.2.7", ""), THREADS);
        Eventually.holds(Duration.ofSeconds(20), "the change's waiting for a processor", () -> hashes.waiting() > 0);
        assertThat(change).isNotDone();
        meanwhile.run();
        enough.countDown();
        try {
            change.join();
            throw new AssertionError("The password was changed");
        } catch (CompletionException e) {
            if (e.getCause() instanceof FeedbackException refusal) {
                return refusal.fault();
            }
            throw e;
        } finally {
            busy.forEach(CompletableFuture::join);
        }
    }

    private static boolean held(CountDownLatch until) {
        try {
            until.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoIsClosedOutWhileChangingThePasswordStaysOut() throws InterruptedException {
        Account account = accounts.named(account("annotator"));
        Account admin = administratorAccount();

        Fault fault = changedWhile(account, () -> accounts.change(admin, account.name(), new Change(null, true)));

        assertThat(fault).isEqualTo(Fault.SIGN_IN_REQUIRED);
        accounts.change(admin, account.name(), new Change(null, false));
        assertThat(nobody().as(account.name(), PASSWORD).get("/api/session").status())
                .isEqualTo(200);
    }

    @Test
    void aPasswordThatWasGivenMeanwhileIsNotReplacedByTheOldOnesOwner() throws InterruptedException {
        Account account = accounts.named(account("annotator"));
        String given = hashes.hashNow(GIVEN);

        Fault fault = changedWhile(
                account, () -> sql("UPDATE feedback.account SET password_hash = ? WHERE id = ?", given, account.id()));

        assertThat(fault).isEqualTo(Fault.SIGN_IN_REQUIRED);
        assertThat(nobody().as(account.name(), GIVEN).get("/api/session").status())
                .isEqualTo(200);
        assertThatThrownBy(() -> nobody().as(account.name(), ANOTHER)).hasMessageContaining("cannot sign in");
    }

    @Test
    void aLateSignOutDoesNotTellAnEarlierEpoch() {
        String name = account("annotator");
        nobody().as(name, PASSWORD);
        Account before = accounts.named(name);
        UUID session = UUID.fromString(queryOne(
                "SELECT id FROM feedback.session WHERE account_id = CAST(? AS uuid) ORDER BY opened_at DESC LIMIT 1",
                before.id().toString()));

        QuarkusTransaction.requiringNew().run(() -> ends.all(before.id()));
        QuarkusTransaction.requiringNew().run(() -> ends.one(session, before.id()));

        List<TokensEnded> told = Eventually.get(() -> told(before), events -> events.size() >= 3);
        assertThat(told.getLast().epoch()).isEqualTo(accounts.named(name).epoch());
    }

    private List<TokensEnded> told(Account account) {
        return topics().events(Topics.ACCESS).stream()
                .map(ReceivedEvent::event)
                .filter(TokensEnded.class::isInstance)
                .map(TokensEnded.class::cast)
                .filter(event -> event.accountId().equals(account.id().toString()))
                .toList();
    }
}
