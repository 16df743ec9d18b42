package dev.attune.feedback.rest.call;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.core.http.HttpServerRequest;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Role;
import dev.attune.feedback.service.Idempotency.Key;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.service.access.Sessions;
import dev.attune.service.access.Claims;
import dev.attune.service.access.TokenCheck;
import dev.attune.service.request.Texts;

/** Who sends the request, and how. */
@RequestScoped
public class Caller {

    private static final int LONGEST_KEY = 200;
    private static final int LONGEST_DEVICE = 200;

    private final JsonWebToken token;
    private final SecurityIdentity identity;
    private final Accounts accounts;
    private final Sessions sessions;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final HttpServerRequest request;
    private final ClientAddresses addresses;
    private @Nullable Account account;

    Caller(
            JsonWebToken token,
            SecurityIdentity identity,
            Accounts accounts,
            Sessions sessions,
            HttpHeaders headers,
            UriInfo uri,
            HttpServerRequest request,
            ClientAddresses addresses) {
        this.token = token;
        this.identity = identity;
        this.accounts = accounts;
        this.sessions = sessions;
        this.headers = headers;
        this.uri = uri;
        this.request = request;
        this.addresses = addresses;
    }

    /**
     * The account of the token, as it is now.
     *
     * @throws FeedbackException {@link Fault#SIGN_IN_REQUIRED} when the account is gone, or its tokens were ended since this one
     *     was looked at
     */
    public Account account() {
        if (account == null) {
            account = held().filter(found -> !found.disabled() && found.epoch() == TokenCheck.epoch(token))
                    .map(this::withRightsOfTheToken)
                    .orElseThrow(() ->
                            Fault.SIGN_IN_REQUIRED.because("This session or its account is gone; sign in again."));
        }
        return account;
    }

    /** What the check of the token has found, at the beginning of this request. */
    private Optional<Account> held() {
        return identity.getAttribute(TokenCheck.HOLDER) instanceof Account found
                ? Optional.of(found)
                : accounts.byId(UUID.fromString(token.getSubject()));
    }

    /** A service token of all projects sees them all; its scopes say what it may do there. */
    private Account withRightsOfTheToken(Account found) {
        boolean everywhere = isService() && token.getClaim(Claims.PROJECT) == null;
        return everywhere ? found.with(Role.ADMINISTRATOR) : found;
    }

    /** The account of the token, if there is one that is valid. */
    public Optional<Account> signedIn() {
        try {
            return token.getSubject() == null ? Optional.empty() : Optional.of(account());
        } catch (AuthenticationFailedException | FeedbackException e) {
            return Optional.empty();
        }
    }

    public JsonWebToken token() {
        return token;
    }

    /** Where the request came from. */
    public String address() {
        return addresses.of(request);
    }

    /** What the caller uses, as it says itself, in no more characters than a table has room for. */
    public String device() {
        String agent = Texts.sendable(Objects.requireNonNullElse(headers.getHeaderString(HttpHeaders.USER_AGENT), ""));
        return agent.length() <= LONGEST_DEVICE ? agent : agent.substring(0, LONGEST_DEVICE);
    }

    /** The session of the token. */
    public UUID session() {
        return UUID.fromString(String.valueOf(token.<Object>getClaim(Claims.SESSION)));
    }

    /** Whoever signs in on the page is somebody else from now on: the session of the cookie that came with it ends. */
    public void endEarlierSession() {
        if (source().equals("page")) {
            signedIn().ifPresent(earlier -> sessions.close(token, earlier));
        }
    }

    /** Whether the token is a service token. */
    public boolean isService() {
        return token.getClaim(Claims.SCOPES) != null;
    }

    /** Whether the session was opened with a password that somebody else has seen. */
    public boolean mustChangePassword() {
        return Boolean.parseBoolean(String.valueOf(token.<Object>getClaim(Claims.GIVEN_PASSWORD)));
    }

    public Instant expiresAt() {
        return Instant.ofEpochSecond(token.getExpirationTime());
    }

    /** {@code program} for a bearer token, {@code page} for the cookie. */
    public String source() {
        return headers.getHeaderString(HttpHeaders.AUTHORIZATION) == null ? "page" : "program";
    }

    public Key key(@Nullable String key) {
        Fault.INVALID_REQUEST.when(
                key != null && (key.isBlank() || key.length() > LONGEST_KEY),
                "The Idempotency-Key must have 1 to " + LONGEST_KEY + " characters.");
        return new Key(account().id(), key, uri.getPath());
    }

    public Key requiredKey(@Nullable String key) {
        Fault.IDEMPOTENCY_KEY_MISSING.when(
                key == null,
                "The header Idempotency-Key is missing; send a fresh random value and repeat it when retrying.");
        return key(key);
    }

    public static List<String> names(Account account) {
        return account.roles().stream().map(Role::text).sorted().toList();
    }
}
