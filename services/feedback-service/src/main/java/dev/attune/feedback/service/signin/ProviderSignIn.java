package dev.attune.feedback.service.signin;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.oauth2.sdk.token.BearerAccessToken;
import com.nimbusds.openid.connect.sdk.AuthenticationErrorResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponse;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.config.SignInConfig;
import dev.attune.feedback.service.access.ProviderAccounts;
import dev.attune.feedback.service.access.Sessions.Session;

/**
 * Signing in with a provider: the authorization code flow of OpenID Connect, with PKCE, state and nonce. What comes out is a session
 * of this service like any other.
 */
@ApplicationScoped
public class ProviderSignIn {

    private static final Logger LOG = Logger.getLogger(ProviderSignIn.class);
    private static final int LONGEST_TARGET = 500;
    private static final String HOME = "#/";

    private final Providers providers;
    private final SealedAttempts attempts;
    private final ProviderAccounts accounts;
    private final SignInConfig config;
    private final ProviderSignOut signOut;

    ProviderSignIn(
            Providers providers,
            SealedAttempts attempts,
            ProviderAccounts accounts,
            SignInConfig config,
            ProviderSignOut signOut) {
        this.providers = providers;
        this.attempts = attempts;
        this.accounts = accounts;
        this.config = config;
        this.signOut = signOut;
    }

    /** A provider as the sign-in screen shows it. */
    public record Choice(String id, String label) {}

    /** Where the browser goes, and what it keeps until it comes back. */
    public record Departure(URI address, String sealed) {}

    /** Who came back, and where on the page they want to go. */
    public record Arrival(Session session, String target) {}

    /** The providers there are; whether they answer is not asked. */
    public List<Choice> choices() {
        return providers.all().stream()
                .map(Provider::settings)
                .map(each -> new Choice(each.id(), each.label()))
                .toList();
    }

    /**
     * Sends somebody to a provider.
     *
     * @param back the address to come back to
     * @param target where on the page they want to go then, such as {@code #/projects}
     * @throws FeedbackException {@link Fault#PROVIDER_UNKNOWN} or {@link Fault#PROVIDER_AWAY}
     */
    public Departure depart(String id, URI back, @Nullable String target) {
        Provider provider = providers.named(id);
        ProviderSettings settings = provider.settings();
        State state = new State();
        Nonce nonce = new Nonce();
        CodeVerifier verifier = new CodeVerifier();
        URI address = new AuthenticationRequest.Builder(
                        ResponseType.CODE,
                        new Scope(settings.scopes().toArray(String[]::new)),
                        new ClientID(settings.clientId()),
                        back)
                .endpointURI(provider.known().metadata().getAuthorizationEndpointURI())
                .state(state)
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build()
                .toURI();
        Attempt attempt = new Attempt(
                id,
                state.getValue(),
                nonce.getValue(),
                verifier.getValue(),
                place(target),
                Instant.now().plus(config.patience()).getEpochSecond());
        return new Departure(address, attempts.seal(attempt));
    }

    /**
     * Signs in who comes back from a provider.
     *
     * @param address the whole address to which the provider sent the browser
     * @param sealed what the browser kept, empty when it kept nothing
     * @param device what the person signs in with
     * @throws FeedbackException {@link Fault#PROVIDER_REFUSED} when anything does not fit, {@link Fault#PROVIDER_AWAY},
     *     {@link Fault#NO_ROLE} or {@link Fault#ACCOUNT_DISABLED}
     */
    public Arrival arrive(String id, URI back, URI address, String sealed, String device) {
        Provider provider = providers.named(id);
        Attempt attempt = attempts.open(sealed)
                .filter(each -> each.provider().equals(id))
                .orElseThrow(() -> refusal("This sign-in took too long or was begun in another window; begin again."));
        AuthorizationCode code = code(provider.settings(), attempt, address);
        OIDCTokens tokens = tokens(provider, attempt, code, back);
        IDTokenClaimsSet claims = claims(provider, attempt, tokens);
        Map<String, Object> all = claims.toJSONObject();
        if (!People.isComplete(provider.settings(), all)) {
            all = People.together(all, userInfo(provider, tokens, claims));
        }
        String subject = claims.getSubject().getValue();
        Session session = accounts.open(People.person(provider.settings(), subject, all), device);
        signOut.remember(session.id(), id, tokens.getIDTokenString());
        return new Arrival(session, attempt.target());
    }

    private static AuthorizationCode code(ProviderSettings settings, Attempt attempt, URI address) {
        try {
            AuthenticationResponse response = AuthenticationResponseParser.parse(address);
            if (response.getState() == null || !response.getState().getValue().equals(attempt.state())) {
                throw refusal("This sign-in was begun in another window; begin again.");
            }
            if (response.getIssuer() != null && !response.getIssuer().getValue().equals(settings.issuer())) {
                throw refusal("Another provider answered than the one that was asked; begin again.");
            }
            if (response instanceof AuthenticationErrorResponse error) {
                LOG.infof(
                        "%s let nobody in: %s", settings, error.getErrorObject().getCode());
                throw refusal(settings.label() + " did not let you in; begin again, or ask who runs it.");
            }
            return response.toSuccessResponse().getAuthorizationCode();
        } catch (ParseException e) {
            throw refusal("The answer of " + settings.label() + " cannot be read; begin again.");
        }
    }

    private static OIDCTokens tokens(Provider provider, Attempt attempt, AuthorizationCode code, URI back) {
        ProviderSettings settings = provider.settings();
        URI endpoint = provider.known().metadata().getTokenEndpointURI();
        TokenRequest request = tokenRequest(
                provider, endpoint, new AuthorizationCodeGrant(code, back, new CodeVerifier(attempt.verifier())));
        TokenResponse response =
                provider.ask(() -> OIDCTokenResponseParser.parse(Provider.send(request.toHTTPRequest())));
        if (!response.indicatesSuccess()) {
            LOG.warnf(
                    "%s gave no token: %s",
                    settings, response.toErrorResponse().getErrorObject().getCode());
            throw refusal(settings.label() + " did not confirm this sign-in; begin again.");
        }
        return ((OIDCTokenResponse) response.toSuccessResponse()).getOIDCTokens();
    }

    /** A question for tokens, as the client that this service is there. */
    static TokenRequest tokenRequest(Provider provider, URI endpoint, AuthorizationGrant grant) {
        ProviderSettings settings = provider.settings();
        ClientID client = new ClientID(settings.clientId());
        if (settings.secret() == null) {
            return new TokenRequest.Builder(endpoint, client, grant).build();
        }
        return new TokenRequest.Builder(endpoint, authentication(provider, client, settings.secret()), grant).build();
    }

    private static ClientAuthentication authentication(Provider provider, ClientID client, String secret) {
        List<ClientAuthenticationMethod> known = provider.known().metadata().getTokenEndpointAuthMethods();
        boolean basic = known == null || known.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC);
        return basic
                ? new ClientSecretBasic(client, new Secret(secret))
                : new ClientSecretPost(client, new Secret(secret));
    }

    private static IDTokenClaimsSet claims(Provider provider, Attempt attempt, OIDCTokens tokens) {
        try {
            if (tokens.getIDToken() == null) {
                throw refusal(provider.settings().label() + " did not say who you are; ask who runs it.");
            }
            return provider.known().validator().validate(tokens.getIDToken(), new Nonce(attempt.nonce()));
        } catch (BadJOSEException | JOSEException e) {
            LOG.warnf(
                    "%s said who somebody is, but not so that it can be believed: %s",
                    provider.settings(), e.getMessage());
            throw refusal("What " + provider.settings().label() + " says of you cannot be believed; begin again.");
        }
    }

    private static Map<String, Object> userInfo(Provider provider, OIDCTokens tokens, IDTokenClaimsSet claims) {
        URI endpoint = provider.known().metadata().getUserInfoEndpointURI();
        BearerAccessToken token = tokens.getBearerAccessToken();
        if (endpoint == null || token == null) {
            return Map.of();
        }
        return provider.ask(() -> userInfo(endpoint, token, claims));
    }

    /** What is no answer about this person tells nothing of them. */
    private static Map<String, Object> userInfo(URI endpoint, BearerAccessToken token, IDTokenClaimsSet claims)
            throws IOException {
        try {
            UserInfoResponse response =
                    UserInfoResponse.parse(Provider.send(new UserInfoRequest(endpoint, token).toHTTPRequest()));
            UserInfo info =
                    response.indicatesSuccess() ? response.toSuccessResponse().getUserInfo() : null;
            return info != null && info.getSubject().equals(claims.getSubject()) ? info.toJSONObject() : Map.of();
        } catch (ParseException e) {
            LOG.warnf("%s says nothing more of somebody: %s", endpoint, e.getMessage());
            return Map.of();
        }
    }

    /** A place of the page, and nothing else: nobody is led elsewhere after signing in. */
    private static String place(@Nullable String target) {
        if (target == null || !target.startsWith(HOME) || target.length() > LONGEST_TARGET) {
            return HOME;
        }
        return target.chars().allMatch(each -> each > ' ' && each < 127) ? target : HOME;
    }

    private static FeedbackException refusal(String sentence) {
        return Fault.PROVIDER_REFUSED.because(sentence);
    }
}
