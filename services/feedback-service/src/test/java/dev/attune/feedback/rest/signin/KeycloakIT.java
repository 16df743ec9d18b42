package dev.attune.feedback.rest.signin;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Browser;
import dev.attune.feedback.testing.Browser.Page;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** People sign in at a real Keycloak: its form is filled in, and what it says of their groups makes them what they are here. */
@QuarkusTest
@TestProfile(KeycloakIT.WithKeycloak.class)
@EnabledIf("isUnpacked")
@SuppressWarnings("NullAway.Init")
class KeycloakIT extends ServiceFixture {

    private static final @Nullable KeycloakServer KEYCLOAK =
            KeycloakServer.distribution().map(KeycloakServer::start).orElse(null);
    private static final Pattern FORM = Pattern.compile("<form[^>]*action=\"([^\"]+)\"");

    static boolean isUnpacked() {
        return KeycloakServer.distribution().isPresent();
    }

    /** Says where Keycloak is. */
    public static final class WithKeycloak implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String company = "attune.feedback.sign-in.providers.company.";
            return KEYCLOAK == null
                    ? Map.of()
                    : Map.of(
                            company + "issuer", KEYCLOAK.issuer(),
                            company + "client-id", "attune",
                            company + "client-secret", "a secret of the test",
                            company + "label", "Company",
                            company + "group-roles", "raters=annotator,engineers=engineer,admins=administrator");
        }
    }

    @TestHTTPResource("/")
    URI here;

    @AfterAll
    static void stop() {
        Objects.requireNonNull(KEYCLOAK).close();
    }

    /** As a person does: the button, Keycloak's form, and back. */
    private URI signIn(Browser browser, String name, String password) {
        Page form = browser.get(
                browser.get(here.resolve("/api/sign-in/company")).next().orElseThrow());
        Matcher matcher = FORM.matcher(form.text());
        assertThat(matcher.find()).as(form.text()).isTrue();
        Page sent = browser.submit(
                URI.create(matcher.group(1).replace("&amp;", "&")), Map.of("username", name, "password", password));
        return browser.follow(sent, here);
    }

    private Api.Answer me(Browser browser) {
        return nobody().send(
                        "GET",
                        "/api/session",
                        null,
                        "Cookie",
                        "attune=" + browser.cookie("attune").orElse(""));
    }

    private static List<String> roles(JsonNode me) {
        return me.path("roles").valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void peopleSignInAtKeycloakAndAreWhatTheirGroupsSay() {
        Browser rita = new Browser();
        assertThat(signIn(rita, "rita", "rita's password").getFragment()).isEqualTo("/");
        assertThat(me(rita).text("name")).isEqualTo("rita");
        assertThat(me(rita).text("provider")).isEqualTo("Company");
        assertThat(roles(me(rita).body())).containsExactly("annotator");

        Browser erik = new Browser();
        signIn(erik, "erik", "erik's password");
        assertThat(roles(me(erik).body())).containsExactly("annotator", "engineer");
        assertThat(me(erik).text("id")).isNotEqualTo(me(rita).text("id"));
    }

    @Test
    void aNameThatIsTakenHereGetsNobodyIn() {
        administrator();
        Browser ada = new Browser();
        signIn(ada, "admin", "ada's password");

        assertThat(me(ada).text("name")).isEqualTo("admin-2");
        assertThat(roles(me(ada).body())).containsExactly("annotator");
    }

    @Test
    void whoIsInNoGroupThatCountsStaysOutAndAWrongPasswordNeverComesBack() {
        Browser vera = new Browser();
        assertThat(signIn(vera, "vera", "vera's password").getQuery()).isEqualTo("problem=no-role");
        assertThat(vera.cookie("attune")).isEmpty();

        Browser stranger = new Browser();
        assertThat(signIn(stranger, "rita", "not the password").getAuthority()).isNotEqualTo(here.getAuthority());
        assertThat(stranger.cookie("attune")).isEmpty();
    }

    @Test
    void aSecondSignInNeedsNoPasswordWhileKeycloakRemembers() {
        Browser rita = new Browser();
        signIn(rita, "rita", "rita's password");
        String id = me(rita).text("id");
        Page back = browserGoesAgain(rita);

        assertThat(rita.follow(back, here).getFragment()).isEqualTo("/");
        assertThat(me(rita).text("id")).isEqualTo(id);
    }

    @Test
    void signingOutEndsTheSessionAtKeycloakToo() {
        Browser rita = new Browser();
        signIn(rita, "rita", "rita's password");
        Api.Answer out = nobody().send(
                        "DELETE",
                        "/api/session",
                        null,
                        "Cookie",
                        "attune=" + rita.cookie("attune").orElse(""),
                        "Origin",
                        "http://" + here.getAuthority());

        assertThat(out.status()).isEqualTo(200);
        assertThat(rita.follow(rita.get(URI.create(out.text("address"))), here)).isEqualTo(here);
        assertThat(FORM.matcher(browserGoesAgain(rita).text()).find())
                .as("Keycloak asks for the password again")
                .isTrue();
    }

    private Page browserGoesAgain(Browser browser) {
        return browser.get(
                browser.get(here.resolve("/api/sign-in/company")).next().orElseThrow());
    }

    @Test
    void theAdministratorsTestFindsKeycloakAndTheSecretRight() {
        Api.Answer tested = administrator().post("/api/sign-in/providers/company/test", null);

        assertThat(tested.body().path("works").asBoolean())
                .as(tested.body().toString())
                .isTrue();
    }
}
