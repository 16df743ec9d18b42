package dev.attune.feedback.service.signin;

import java.net.URI;
import java.text.ParseException;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

import dev.attune.feedback.Account;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.service.access.Sessions;
import dev.attune.feedback.service.secret.SealedSecrets;
import dev.attune.feedback.service.secret.UnreadableSecretException;
import dev.attune.feedback.store.SessionStore;
import dev.attune.feedback.store.SessionStore.Provided;

/**
 * Signing out at the provider, too, so that the next person at this browser is not signed in with one click: OpenID Connect RP-Initiated
 * Logout. Whether the provider is there or not, the session here ends.
 */
@ApplicationScoped
public class ProviderSignOut {

    private static final Logger LOG = Logger.getLogger(ProviderSignOut.class);

    private final Providers providers;
    private final Sessions sessions;
    private final SessionStore store;
    private final SealedSecrets secrets;

    ProviderSignOut(Providers providers, Sessions sessions, SessionStore store, SealedSecrets secrets) {
        this.providers = providers;
        this.store = store;
        this.sessions = sessions;
        this.secrets = secrets;
    }

    /** Keeps what the provider wants to see again when the session ends. */
    void remember(UUID session, String provider, String idToken) {
        Provided provided = new Provided(provider, secrets.seal(owner(session), idToken));
        QuarkusTransaction.requiringNew().run(() -> store.setProvided(session, provided));
    }

    /**
     * Ends the session of a token here.
     *
     * @param home where the provider sends the browser afterwards
     * @return where the browser goes to be signed out at the provider; nothing when that cannot, may not or does not answer
     */
    public Optional<URI> signOut(JsonWebToken token, UUID session, Account account, URI home) {
        Optional<Provided> provided =
                QuarkusTransaction.requiringNew().call(() -> store.provided(session, account.id()));
        sessions.close(token, account);
        return provided.flatMap(known -> address(session, known, home));
    }

    private Optional<URI> address(UUID session, Provided provided, URI home) {
        try {
            Provider provider = providers.named(provided.provider());
            if (!provider.settings().signOut()) {
                return Optional.empty();
            }
            URI endpoint = provider.known().metadata().getEndSessionEndpointURI();
            if (endpoint == null) {
                return Optional.empty();
            }
            SignedJWT hint = SignedJWT.parse(secrets.open(owner(session), provided.sealedIdToken()));
            ClientID client = new ClientID(provider.settings().clientId());
            return Optional.of(new LogoutRequest(endpoint, hint, null, client, home, null, null).toURI());
        } catch (FeedbackException | UnreadableSecretException | ParseException e) {
            LOG.warnf("A session ended here, but not at the provider %s: %s", provided.provider(), e.getMessage());
            return Optional.empty();
        }
    }

    private static String owner(UUID session) {
        return "session " + session;
    }
}
