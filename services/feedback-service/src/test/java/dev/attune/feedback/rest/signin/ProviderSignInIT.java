package dev.attune.feedback.rest.signin;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import dev.attune.feedback.testing.Api;
import dev.attune.feedback.testing.Browser;
import dev.attune.feedback.testing.Browser.Page;
import dev.attune.feedback.testing.ServiceFixture;

import static org.assertj.core.api.Assertions.assertThat;

/** Who is let in by a provider's word, and whose word is not believed. A real Keycloak is asked in {@link KeycloakIT}. */
@QuarkusTest
@TestProfile(ProviderSignInIT.WithProviders.class)
@SuppressWarnings("NullAway.Init")
class ProviderSignInIT extends ServiceFixture {

    private static final ProviderInTest PROVIDER = new ProviderInTest();

    /** Says which providers there are: one that is there, and one that is away. */
    public static final class WithProviders implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            String own = "attune.feedback.sign-in.providers.own.";
            String gone = "attune.feedback.sign-in.providers.gone.";
            return Map.of(
                    own + "issuer", PROVIDER.issuer(),
                    own + "client-id", ProviderInTest.CLIENT,
                    own + "client-secret", "secret",
                    own + "label", "Our company",
                    own + "groups-claim", "rights.groups",
                    own + "group-roles", "raters=annotator,/lead=reviewer,/lead=engineer,admins=administrator",
                    gone + "issuer", "http://127.0.0.1:9",
                    gone + "client-id", "attune");
        }
    }

    @TestHTTPResource("/")
    URI here;

    @AfterAll
    static void stop() {
        PROVIDER.stop();
    }

    private static Map<String, String> query(URI address) {
        return Arrays.stream(address.getRawQuery().split("&", -1))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    /** Walks to the provider and back; the provider says {@code claims}, and what is asked for in the nonce's place. */
    private Page signIn(Browser browser, Map<String, Object> claims) {
        Map<String, String> asked = depart(browser);
        Map<String, Object> all = new HashMap<>(Map.of("nonce", asked.get("nonce")));
        all.putAll(claims);
        PROVIDER.says(all);
        return back(browser, asked);
    }

    private Map<String, String> depart(Browser browser) {
        return query(browser.get(here.resolve("/api/sign-in/own?to=%23/projects/1"))
                .next()
                .orElseThrow());
    }

    private Page back(Browser browser, Map<String, String> asked) {
        return browser.get(here.resolve("/api/sign-in/own/callback?code=code-1&state=" + asked.get("state")));
    }

    private static Map<String, Object> person(String subject, String name, String... groups) {
        return Map.of("sub", subject, "preferred_username", name, "rights", Map.of("groups", List.of(groups)));
    }

    private Api.Answer me(Browser browser) {
        return nobody().send(
                        "GET",
                        "/api/session",
                        null,
                        "Cookie",
                        "attune=" + browser.cookie("attune").orElse(""));
    }

    private static String problem(Page page) {
        URI address = page.next().orElseThrow();
        return Objects.requireNonNullElse(
                address.getQuery() == null ? null : query(address).get("problem"), address.toString());
    }

    private static List<String> texts(JsonNode node) {
        return node.valueStream().map(JsonNode::asText).toList();
    }

    @Test
    void saysWhichProvidersThereAre() {
        JsonNode ways = nobody().get("/api/sign-in").body();

        assertThat(ways.path("password").asBoolean()).isTrue();
        assertThat(ways.path("providers").findValuesAsText("label")).containsExactly("gone", "Our company");
        assertThat(ways.path("providers").path(1).path("address").asText()).isEqualTo("/api/sign-in/own");
    }

    @Test
    void signingOutLeadsToTheProviderWithWhatItSaidOfThePerson() {
        Browser browser = new Browser();
        signIn(browser, person(UUID.randomUUID() + "", "out-" + UUID.randomUUID(), "raters"));
        String id = me(browser).text("id");
        String kept = "SELECT id_token FROM feedback.session WHERE account_id = CAST(? AS uuid)";
        assertThat(queryOne(kept, id)).startsWith("sealed:");

        Api.Answer out = nobody().send(
                        "DELETE",
                        "/api/session",
                        null,
                        "Cookie",
                        "attune=" + browser.cookie("attune").orElse(""),
                        "Origin",
                        "http://" + here.getAuthority());

        assertThat(out.status()).isEqualTo(200);
        URI address = URI.create(out.text("address"));
        assertThat(address.toString()).startsWith(PROVIDER.issuer() + "/logout?");
        assertThat(query(address))
                .containsEntry("client_id", ProviderInTest.CLIENT)
                .containsEntry("post_logout_redirect_uri", here.toString())
                .hasEntrySatisfying("id_token_hint", hint -> assertThat(hint).matches("[^.]+[.][^.]+[.][^.]+"));
        assertThat(me(browser).status()).isEqualTo(401);
        assertThat(queryOne(kept, id)).isNull();
    }

    @Test
    void asksWithPkceStateAndNonceAndLetsThePersonIn() {
        Browser browser = new Browser();
        Map<String, String> asked = depart(browser);
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("code_challenge", "state", "nonce")
                .containsEntry(
                        "redirect_uri",
                        here.resolve("/api/sign-in/own/callback").toString());
        String name = "rita-" + UUID.randomUUID();
        Map<String, Object> claims = new HashMap<>(person(UUID.randomUUID() + "", name, "raters", "others"));
        claims.put("nonce", asked.get("nonce"));
        PROVIDER.says(claims);

        Page page = back(browser, asked);

        assertThat(page.status()).isEqualTo(303);
        assertThat(page.next()).contains(here.resolve("/#/projects/1"));
        assertThat(PROVIDER.lastForm()).contains("code_verifier=").contains("code=code-1");
        assertThat(me(browser).text("name")).isEqualTo(name);
        assertThat(me(browser).text("provider")).isEqualTo("Our company");
        assertThat(texts(me(browser).body().path("roles"))).containsExactly("annotator");
        assertThat(browser.cookie("attune-sign-in")).isEmpty();
    }

    @Test
    void bindsToIssuerAndSubjectNeverToANameOrAnAddress() {
        String taken = account("annotator");
        String subject = UUID.randomUUID().toString();
        Browser first = new Browser();
        signIn(first, person(subject, taken, "raters"));
        assertThat(me(first).text("name")).isEqualTo(taken + "-2");

        Browser again = new Browser();
        signIn(again, person(subject, "another name", "raters"));
        assertThat(me(again).text("id")).isEqualTo(me(first).text("id"));
        assertThat(me(again).text("name")).isEqualTo(taken + "-2");

        Browser other = new Browser();
        signIn(
                other,
                Map.of(
                        "sub",
                        UUID.randomUUID() + "",
                        "email",
                        "A.B@example.org",
                        "rights",
                        Map.of("groups", List.of("raters"))));
        assertThat(me(other).text("name")).startsWith("A.B@example.org");
    }

    @Test
    void rolesFollowTheGroupsAndThoseGivenHereStay() {
        String subject = UUID.randomUUID().toString();
        String name = "lea-" + UUID.randomUUID();
        Browser browser = new Browser();
        signIn(browser, person(subject, name, "/lead"));
        assertThat(texts(me(browser).body().path("roles"))).containsExactly("engineer", "reviewer");
        Api administrator = administrator();
        assertThat(administrator
                        .send("PATCH", "/api/accounts/" + name, Map.of("roles", List.of("annotator")))
                        .code())
                .isEqualTo("provider-role");
        assertThat(administrator
                        .send(
                                "PATCH",
                                "/api/accounts/" + name,
                                Map.of("roles", List.of("annotator", "engineer", "reviewer")))
                        .status())
                .isEqualTo(200);

        signIn(browser, person(subject, name));

        assertThat(texts(me(browser).body().path("roles"))).containsExactly("annotator");
        Browser later = new Browser();
        signIn(later, person(subject, name, "/lead"));
        assertThat(texts(me(later).body().path("roles"))).containsExactly("annotator", "engineer", "reviewer");
        assertThat(me(browser).status()).isEqualTo(401);
    }

    @Test
    void whoHasNoRoleOrIsClosedStaysOut() {
        Browser browser = new Browser();
        assertThat(problem(signIn(browser, person(UUID.randomUUID() + "", "nobody-" + UUID.randomUUID(), "guests"))))
                .isEqualTo("no-role");
        assertThat(browser.cookie("attune")).isEmpty();

        String subject = UUID.randomUUID().toString();
        String name = "carl-" + UUID.randomUUID();
        signIn(browser, person(subject, name, "raters"));
        administrator().send("PATCH", "/api/accounts/" + name, Map.of("disabled", true));
        assertThat(me(browser).status()).isEqualTo(401);
        assertThat(problem(signIn(browser, person(subject, name, "raters")))).isEqualTo("account-disabled");
    }

    @Test
    void asksForTheGroupsWhereTheTokenDoesNotTellThem() {
        Browser browser = new Browser();
        Map<String, String> asked = depart(browser);
        String subject = UUID.randomUUID().toString();
        PROVIDER.says(Map.of("nonce", asked.get("nonce"), "sub", subject));
        PROVIDER.saysOfTheUser(person(subject, "uma-" + UUID.randomUUID(), "raters"));
        back(browser, asked);
        assertThat(me(browser).text("name")).startsWith("uma-");

        Browser another = new Browser();
        Map<String, String> next = depart(another);
        PROVIDER.says(Map.of("nonce", next.get("nonce"), "sub", UUID.randomUUID() + ""));
        PROVIDER.saysOfTheUser(person("somebody else", "eve", "admins"));
        assertThat(problem(back(another, next))).isEqualTo("no-role");
    }

    @Test
    void believesNoWordThatWasNotMeantForThisSignIn() {
        Browser browser = new Browser();
        String subject = UUID.randomUUID().toString();
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("nonce", "another"),
                Map.of("iss", "https://elsewhere.example.org"),
                Map.of("aud", "another-client"),
                Map.of("exp", Instant.now().getEpochSecond() - 3_600))) {
            Map<String, Object> claims = new HashMap<>(person(subject, "eve", "admins"));
            claims.putAll(wrong);
            assertThat(problem(signIn(browser, claims))).as(wrong.toString()).isEqualTo("provider-refused");
        }
        Map<String, String> asked = depart(browser);
        Map<String, Object> claims = new HashMap<>(person(subject, "eve", "admins"));
        claims.put("nonce", asked.get("nonce"));
        PROVIDER.says(claims);
        PROVIDER.signsWithAnotherKey();
        assertThat(problem(back(browser, asked))).isEqualTo("provider-refused");
        assertThat(browser.cookie("attune")).isEmpty();
    }

    @Test
    void takesNoAnswerThatWasNotAskedForByThisBrowser() {
        Browser victim = new Browser();
        Map<String, String> asked = depart(new Browser());
        PROVIDER.says(Map.of("nonce", asked.get("nonce"), "sub", "attacker"));
        assertThat(problem(back(victim, asked))).isEqualTo("provider-refused");

        depart(victim);
        assertThat(problem(back(victim, asked))).isEqualTo("provider-refused");
        assertThat(problem(victim.get(here.resolve("/api/sign-in/own/callback?error=access_denied&state=x"))))
                .isEqualTo("provider-refused");
        assertThat(problem(victim.get(here.resolve("/api/sign-in/own/callback"))))
                .isEqualTo("provider-refused");
    }

    @Test
    void leadsNobodyElsewhere() {
        Browser browser = new Browser();
        Map<String, String> asked = query(browser.get(here.resolve("/api/sign-in/own?to=https://evil.example.org"))
                .next()
                .orElseThrow());
        Map<String, Object> claims =
                new HashMap<>(person(UUID.randomUUID() + "", "pia-" + UUID.randomUUID(), "raters"));
        claims.put("nonce", asked.get("nonce"));
        PROVIDER.says(claims);
        assertThat(back(browser, asked).next()).contains(here.resolve("/#/"));
    }

    @Test
    void saysThatAProviderIsAwayAndLetsPasswordsIn() {
        assertThat(problem(new Browser().get(here.resolve("/api/sign-in/gone"))))
                .isEqualTo("provider-away");
        assertThat(nobody().get("/api/sign-in/unknown").code()).isEqualTo("provider-unknown");
        assertThat(someone("annotator").get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void anAdministratorSeesAndTestsProvidersWithoutTheirSecret() {
        Api administrator = administrator();
        JsonNode all = administrator.get("/api/sign-in/providers").body();
        assertThat(all.toString()).doesNotContain("\"secret\"").contains("raters=annotator");
        assertThat(all.path(1).path("hasSecret").asBoolean()).isTrue();
        assertThat(all.path(1).path("redirectAddress").asText())
                .isEqualTo(here.resolve("/api/sign-in/own/callback").toString());

        Api.Answer tested = administrator.post("/api/sign-in/providers/own/test", null);
        assertThat(tested.body().path("works").asBoolean())
                .as(tested.body().toString())
                .isTrue();
        Api.Answer gone = administrator.post("/api/sign-in/providers/gone/test", null);
        assertThat(gone.body().path("works").asBoolean()).isFalse();
        assertThat(gone.body().path("steps").path(0).path("detail").asText()).contains("does not answer");
    }
}
