package dev.attune.feedback.service.signin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.attune.feedback.Role;
import dev.attune.feedback.config.SignInConfig;
import dev.attune.feedback.signin.ProviderPerson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an operator writes into the environment, and what becomes of it. */
class ProviderSettingsTest {

    private static final String PREFIX = "ATTUNE_FEEDBACK_SIGN_IN_PROVIDERS_COMPANY_";

    private final Map<String, String> environment = new HashMap<>(Map.of(
            PREFIX + "ISSUER", "https://login.example.org/realms/company",
            PREFIX + "CLIENT_ID", "attune",
            PREFIX + "CLIENT_SECRET", "in the environment",
            PREFIX + "LABEL", "Our company",
            PREFIX + "GROUPS_CLAIM", "realm_access.roles",
            PREFIX + "GROUP_ROLES", "/raters=annotator,a=b=reviewer,leads=engineer"));

    private ProviderSettings settings() {
        SignInConfig config = new SmallRyeConfigBuilder()
                .withSources(new EnvConfigSource(environment, 300))
                .withMapping(SignInConfig.class)
                .build()
                .getConfigMapping(SignInConfig.class);
        return ProviderSettings.of(
                "company", Objects.requireNonNull(config.providers().get("company")));
    }

    @Test
    void isReadFromTheEnvironment() {
        ProviderSettings settings = settings();

        assertThat(settings.label()).isEqualTo("Our company");
        assertThat(settings.secret()).isEqualTo("in the environment");
        assertThat(settings.scopes()).containsExactly("openid", "profile", "email");
        assertThat(settings.toString()).doesNotContain("in the environment");
        assertThat(settings.roles(Set.of("/raters", "a=b"))).containsExactlyInAnyOrder(Role.ANNOTATOR, Role.REVIEWER);
    }

    @Test
    void signsOutThereUnlessItIsLeftOut() {
        assertThat(settings().signOut()).isTrue();
        environment.put(PREFIX + "SIGN_OUT", "false");
        assertThat(settings().signOut()).isFalse();
    }

    @Test
    void aSecretMayStandInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "in a file\n");
        environment.put(PREFIX + "CLIENT_SECRET_FILE", file.toString());

        assertThat(settings().secret()).isEqualTo("in a file");
    }

    @Test
    void whatCannotBeRightIsSaidAtTheStart() {
        environment.put(PREFIX + "GROUP_ROLES", "raters=king");
        assertThatThrownBy(this::settings).hasMessageContaining("company").hasMessageContaining("no role king");
        environment.put(PREFIX + "GROUP_ROLES", "raters");
        assertThatThrownBy(this::settings).hasMessageContaining("GROUP=ROLE");
        environment.put(PREFIX + "GROUP_ROLES", "raters=service");
        assertThatThrownBy(this::settings).hasMessageContaining("nobody who signs in is a service");
        environment.remove(PREFIX + "GROUP_ROLES");
        environment.put(PREFIX + "SIGNATURE", "none");
        assertThatThrownBy(this::settings).hasMessageContaining("signature must be one of");
    }

    @Test
    void findsGroupsWhereTheClaimLeads() {
        Map<String, Object> claims =
                Map.of("preferred_username", "Ann Ä", "realm_access", Map.of("roles", List.of("leads", "x")));
        ProviderPerson person = People.person(settings(), "subject", claims);

        assertThat(person.groupRoles()).containsExactly(Role.ENGINEER);
        assertThat(person.name()).isEqualTo("Ann Ä");
        assertThat(People.isComplete(settings(), Map.of("preferred_username", "x")))
                .isFalse();
    }
}
