package dev.attune.feedback.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * Providers of identities beside the accounts of this service. Each has a short name, which stands in its settings and its addresses:
 * {@code ATTUNE_FEEDBACK_SIGN_IN_PROVIDERS_COMPANY_ISSUER=https://login.example.org/realms/company}.
 */
@ConfigMapping(prefix = "attune.feedback.sign-in")
public interface SignInConfig {

    /** By their short names. */
    Map<String, Provider> providers();

    /** How long a person may take at the provider. */
    @WithDefault("PT15M")
    Duration patience();

    /** A provider that speaks OpenID Connect. */
    interface Provider {
        /** Its address, as its own discovery document says it. */
        URI issuer();

        /** What this service is called there. */
        String clientId();

        /** Absent: a public client, which PKCE alone protects. */
        Optional<String> clientSecret();

        /** A file that holds the secret, instead of the setting itself. */
        Optional<Path> clientSecretFile();

        /** What stands on the button; absent: the short name. */
        Optional<String> label();

        /** What is asked for; {@code openid} must be among it. */
        @WithDefault("openid,profile,email")
        List<String> scopes();

        /** Where the groups stand; dots lead into objects, such as {@code realm_access.roles}. */
        @WithDefault("groups")
        String groupsClaim();

        /** What groups mean here, such as {@code raters=annotator,leads=reviewer,leads=engineer}. */
        Optional<List<String>> groupRoles();

        /** Roles of everybody who comes from there; absent: none. */
        Optional<List<String>> everybody();

        /** Whether signing out here signs out there, too, where the provider can. */
        @WithDefault("true")
        boolean signOut();

        /** How the provider signs what it says of people. */
        @WithDefault("RS256")
        String signature();
    }
}
