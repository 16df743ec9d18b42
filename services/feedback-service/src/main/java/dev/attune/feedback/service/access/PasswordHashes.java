package dev.attune.feedback.service.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.elytron.security.common.BcryptUtil;

import dev.attune.feedback.Fault;
import dev.attune.feedback.config.FeedbackConfig;

/**
 * bcrypt, which costs a processor's time on purpose: few at once, few who wait for it, all others are sent away.
 *
 * <p>bcrypt reads 72 bytes and stops at a zero; it is therefore given the base64 of the password's SHA-256. Hashes of
 * before are of the password itself: they match passwords of up to 72 bytes, of which nothing was cut. A hash that cost less or more
 * than is wanted now is replaced at the next sign-in.
 */
@ApplicationScoped
class PasswordHashes {

    private static final String WHOLE = "sha256+";
    private static final int BCRYPT_BYTES = 72;
    private static final int LEAST_COST = 4;
    private static final int MOST_COST = 31;
    static final int MOST_WAITING = 64;
    private static final long PATIENCE_SECONDS = 10;

    private final Semaphore processors =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    private final int cost;
    private final String nobodys;

    PasswordHashes(FeedbackConfig config) {
        this.cost = config.session().bcryptCost();
        if (cost < LEAST_COST || cost > MOST_COST) {
            throw new IllegalArgumentException("attune.feedback.session.bcrypt-cost is " + cost + " but must be from "
                    + LEAST_COST + " to " + MOST_COST + ".");
        }
        this.nobodys = hashNow(Passwords.oneTime());
    }

    /** Of a password that nobody knows: of those who have none, and compared with when a name is unknown, so that the time tells nobody which names exist. */
    String nobodys() {
        return nobodys;
    }

    String hash(String password) {
        return exclusively(() -> hashNow(password));
    }

    /** Like {@link #hash}, for whoever has a place already, or needs none. */
    String hashNow(String password) {
        return WHOLE + BcryptUtil.bcryptHash(digest(password), cost);
    }

    boolean matches(String password, String hash) {
        return exclusively(() -> matchesNow(password, hash));
    }

    static boolean matchesNow(String password, String hash) {
        if (hash.startsWith(WHOLE)) {
            return BcryptUtil.matches(digest(password), hash.substring(WHOLE.length()));
        }
        return BcryptUtil.matches(password, hash) && Passwords.bytes(password) <= BCRYPT_BYTES;
    }

    /** Whether the hash is of the present kind and cost. */
    boolean isCurrent(String hash) {
        return hash.startsWith(String.format(Locale.ROOT, "%s$2a$%02d$", WHOLE, cost));
    }

    /** Does what costs time when a processor is free for it. */
    <T> T exclusively(Supplier<T> work) {
        boolean free = false;
        try {
            free = waiting() < MOST_WAITING && processors.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            Fault.TOO_MANY_ATTEMPTS.when(!free, "Too many people sign in at this moment; try again shortly.");
            return work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Fault.TOO_MANY_ATTEMPTS.because("The service stops; try again shortly.");
        } finally {
            if (free) {
                processors.release();
            }
        }
    }

    /** How many wait for a processor at this moment. */
    int waiting() {
        return processors.getQueueLength();
    }

    private static String digest(String password) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
