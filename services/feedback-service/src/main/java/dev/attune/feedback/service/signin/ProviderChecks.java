package dev.attune.feedback.service.signin;

import java.net.URI;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.TokenResponse;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Role;
import dev.attune.feedback.signin.ProviderInfo;
import dev.attune.feedback.signin.ProviderTest;
import dev.attune.feedback.signin.ProviderTest.Step;

/** What is configured of each provider, and whether it would let people in. */
@ApplicationScoped
public class ProviderChecks {

    private final Providers providers;

    ProviderChecks(Providers providers) {
        this.providers = providers;
    }

    /** The settings of all providers, without their secrets. */
    public List<ProviderInfo> all(Function<String, URI> back) {
        return providers.all().stream()
                .map(Provider::settings)
                .map(each -> info(each, back.apply(each.id())))
                .toList();
    }

    private static ProviderInfo info(ProviderSettings settings, URI back) {
        return new ProviderInfo(
                settings.id(),
                settings.label(),
                settings.issuer(),
                settings.clientId(),
                settings.secret() != null,
                settings.scopes(),
                settings.groupsClaim(),
                settings.groupRoles().stream()
                        .map(ProviderSettings.GroupRole::toString)
                        .toList(),
                settings.everybody().stream().map(Role::text).sorted().toList(),
                back.toString());
    }

    /**
     * Asks a provider everything that can be asked without a person: what it says of itself, its keys, and whether it knows this
     * service and its secret, by a code that it must refuse as a code and not as a client.
     *
     * @throws FeedbackException {@link Fault#PROVIDER_UNKNOWN}
     */
    public ProviderTest test(String id, URI back) {
        Provider provider = providers.named(id);
        List<Step> steps = new ArrayList<>();
        steps.add(step(
                "discovery", () -> provider.ask(provider::discover).metadata().getIssuer() + " answers."));
        if (steps.getFirst().works()) {
            OIDCProviderMetadata metadata = provider.known().metadata();
            steps.add(step("keys", () -> keys(provider, metadata)));
            steps.add(pkce(metadata));
            steps.add(step("client", () -> client(provider, metadata, back)));
        }
        return new ProviderTest(steps.stream().allMatch(Step::works), steps);
    }

    private static Step step(String name, Supplier<String> work) {
        try {
            return new Step(name, true, work.get());
        } catch (FeedbackException e) {
            return new Step(name, false, e.sentence());
        }
    }

    private static String keys(Provider provider, OIDCProviderMetadata metadata) {
        String text = provider.ask(() -> Provider.keys(metadata.getJWKSetURI()));
        try {
            int count = JWKSet.parse(text).getKeys().size();
            Fault.PROVIDER_REFUSED.when(count == 0, "It shows no keys.");
            return count + (count == 1 ? " key." : " keys.");
        } catch (ParseException e) {
            throw Fault.PROVIDER_REFUSED.because("Its keys cannot be read.");
        }
    }

    private static Step pkce(OIDCProviderMetadata metadata) {
        List<CodeChallengeMethod> known = metadata.getCodeChallengeMethods();
        boolean works = known == null || known.contains(CodeChallengeMethod.S256);
        return new Step("pkce", works, works ? "PKCE with S256." : "It does not know PKCE with S256.");
    }

    private static String client(Provider provider, OIDCProviderMetadata metadata, URI back) {
        AuthorizationCodeGrant grant =
                new AuthorizationCodeGrant(new AuthorizationCode("no-code-of-yours"), back, new CodeVerifier());
        TokenResponse response = provider.ask(() -> TokenResponse.parse(
                Provider.send(ProviderSignIn.tokenRequest(provider, metadata.getTokenEndpointURI(), grant)
                        .toHTTPRequest())));
        String code = response.indicatesSuccess()
                ? "success"
                : String.valueOf(response.toErrorResponse().getErrorObject().getCode());
        Fault.PROVIDER_REFUSED.when(
                !code.equals(OAuth2Error.INVALID_GRANT.getCode()),
                "It does not know this client, or not with this secret (" + code + ").");
        return "It knows this client" + (provider.settings().secret() == null ? "." : " and its secret.");
    }
}
