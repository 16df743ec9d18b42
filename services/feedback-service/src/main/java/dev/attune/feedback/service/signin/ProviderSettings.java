package dev.attune.feedback.service.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.nimbusds.jose.JWSAlgorithm;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.Role;
import dev.attune.feedback.config.SignInConfig;

/** A provider's settings, checked. */
record ProviderSettings(
        String id,
        String label,
        String issuer,
        String clientId,
        @Nullable String secret,
        List<String> scopes,
        String groupsClaim,
        List<GroupRole> groupRoles,
        Set<Role> everybody,
        JWSAlgorithm signature,
        boolean signOut) {

    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Set<JWSAlgorithm> SIGNATURES = Stream.of(
                    JWSAlgorithm.Family.RSA, JWSAlgorithm.Family.EC, JWSAlgorithm.Family.ED)
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    /** That a group gives a role. */
    record GroupRole(String group, Role role) {
        @Override
        public String toString() {
            return group + "=" + role.text();
        }
    }

    /** Says no secret. */
    @Override
    public String toString() {
        return "provider " + id + " at " + issuer;
    }

    static ProviderSettings of(String id, SignInConfig.Provider config) {
        require(ID.matcher(id).matches(), id, "its short name may have lower-case letters, digits and hyphens only");
        require(config.issuer().isAbsolute(), id, "issuer must be an address such as https://login.example.org");
        require(config.scopes().contains("openid"), id, "scopes must hold openid");
        JWSAlgorithm signature = JWSAlgorithm.parse(config.signature());
        require(SIGNATURES.contains(signature), id, "signature must be one of " + SIGNATURES);
        return new ProviderSettings(
                id,
                config.label().orElse(id),
                config.issuer().toString(),
                config.clientId(),
                secret(id, config),
                List.copyOf(config.scopes()),
                config.groupsClaim(),
                config.groupRoles().orElse(List.of()).stream()
                        .map(text -> groupRole(id, text))
                        .toList(),
                config.everybody().orElse(List.of()).stream()
                        .map(text -> role(id, text))
                        .collect(Collectors.toUnmodifiableSet()),
                signature,
                config.signOut());
    }

    /** What these groups mean here. */
    Set<Role> roles(Set<String> groups) {
        Stream<Role> given = groupRoles.stream()
                .filter(each -> groups.contains(each.group()))
                .map(GroupRole::role);
        return Stream.concat(everybody.stream(), given).collect(Collectors.toUnmodifiableSet());
    }

    private static @Nullable String secret(String id, SignInConfig.Provider config) {
        if (config.clientSecretFile().isEmpty()) {
            return config.clientSecret().orElse(null);
        }
        try {
            return Files.readString(config.clientSecretFile().get()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("The client secret of the sign-in provider " + id + " cannot be read", e);
        }
    }

    private static GroupRole groupRole(String id, String text) {
        int sign = text.lastIndexOf('=');
        require(sign > 0, id, "group-roles must list GROUP=ROLE but holds " + text);
        return new GroupRole(
                text.substring(0, sign).strip(),
                role(id, text.substring(sign + 1).strip()));
    }

    private static Role role(String id, String text) {
        try {
            Role role = Role.of(text.strip());
            require(role != Role.SERVICE, id, "nobody who signs in is a service");
            return role;
        } catch (FeedbackException e) {
            throw new IllegalStateException("The sign-in provider " + id + ": " + e.sentence(), e);
        }
    }

    private static void require(boolean right, String id, String sentence) {
        if (!right) {
            throw new IllegalStateException("The sign-in provider " + id + ": " + sentence + ".");
        }
    }
}
