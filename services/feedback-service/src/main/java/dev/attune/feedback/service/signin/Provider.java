package dev.attune.feedback.service.signin;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.oauth2.sdk.GeneralException;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;

/**
 * One provider: what it says of itself, kept for a while, and how it is asked. One that hangs takes few of this service's threads
 * with it.
 */
final class Provider {

    private static final Logger LOG = Logger.getLogger(Provider.class);
    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 8_000;
    private static final int MOST_BYTES = 1024 * 1024;
    private static final int MOST_AT_ONCE = 8;
    private static final long PATIENCE_SECONDS = 5;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final ProviderSettings settings;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);
    private volatile @Nullable Known known;

    Provider(ProviderSettings settings) {
        this.settings = settings;
    }

    /** What the provider said of itself, and the check of what it signs. */
    record Known(OIDCProviderMetadata metadata, IDTokenValidator validator, Instant at) {}

    /** Something that asks the provider. */
    interface Question<T> {
        T ask() throws IOException, ParseException;
    }

    ProviderSettings settings() {
        return settings;
    }

    /**
     * What the provider says of itself.
     *
     * @throws FeedbackException {@link Fault#PROVIDER_AWAY}
     */
    Known known() {
        Known seen = known;
        if (seen != null && seen.at().plus(KEPT).isAfter(Instant.now())) {
            return seen;
        }
        Known fresh = ask(this::discover);
        known = fresh;
        return fresh;
    }

    /** What the provider says of itself now. */
    Known discover() throws IOException, ParseException {
        try {
            Issuer issuer = new Issuer(settings.issuer());
            OIDCProviderMetadata metadata = OIDCProviderMetadata.resolve(issuer, CONNECT_MILLIS, READ_MILLIS);
            IDTokenValidator validator = new IDTokenValidator(
                    issuer,
                    new ClientID(settings.clientId()),
                    settings.signature(),
                    metadata.getJWKSetURI().toURL(),
                    new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES));
            return new Known(metadata, validator, Instant.now());
        } catch (ParseException e) {
            throw e;
        } catch (GeneralException | MalformedURLException e) {
            throw new ParseException(e.getMessage(), e);
        }
    }

    static HTTPResponse send(HTTPRequest request) throws IOException {
        request.setConnectTimeout(CONNECT_MILLIS);
        request.setReadTimeout(READ_MILLIS);
        request.setFollowRedirects(false);
        return request.send();
    }

    static String keys(URI address) throws IOException {
        return new DefaultResourceRetriever(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES)
                .retrieveResource(address.toURL())
                .getContent();
    }

    /**
     * Asks the provider, when few others do.
     *
     * @throws FeedbackException {@link Fault#PROVIDER_AWAY} when it does not answer, or not as OpenID Connect wants it
     */
    <T> T ask(Question<T> question) {
        boolean entered = false;
        try {
            entered = places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!entered) {
                throw away();
            }
            return question.ask();
        } catch (IOException | ParseException e) {
            LOG.warnf("The sign-in provider %s cannot be asked: %s", settings.id(), e.getMessage());
            throw away();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        } finally {
            if (entered) {
                places.release();
            }
        }
    }

    private FeedbackException away() {
        return Fault.PROVIDER_AWAY.because(settings.label()
                + " does not answer at the moment; sign in with a name and a password, or try again shortly.");
    }
}
