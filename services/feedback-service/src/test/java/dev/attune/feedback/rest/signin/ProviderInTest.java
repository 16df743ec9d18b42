package dev.attune.feedback.rest.signin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import dev.attune.contracts.json.Json;

/** A provider that says whatever a test makes it say, also what no good one would. */
final class ProviderInTest {

    static final String CLIENT = "attune";

    private final HttpServer server;
    private final RSAKey key;
    private final RSAKey foreignKey;
    private volatile Map<String, Object> claims = Map.of();
    private volatile boolean foreign;
    private volatile Map<String, Object> userInfo = Map.of();
    private volatile String lastForm = "";

    ProviderInTest() {
        try {
            key = new RSAKeyGenerator(2048).keyID("one").generate();
            foreignKey = new RSAKeyGenerator(2048).keyID("one").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
            server.createContext("/.well-known/openid-configuration", exchange -> answer(exchange, metadata()));
            server.createContext("/keys", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
            server.createContext("/token", this::token);
            server.createContext("/userinfo", exchange -> answer(exchange, Json.MAPPER.writeValueAsString(userInfo)));
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What the next token says beside what every one does. */
    void says(Map<String, Object> next) {
        claims = next;
        foreign = false;
        userInfo = Map.of();
    }

    void saysOfTheUser(Map<String, Object> next) {
        userInfo = next;
    }

    void signsWithAnotherKey() {
        foreign = true;
    }

    String lastForm() {
        return lastForm;
    }

    void stop() {
        server.stop(0);
    }

    private String metadata() throws IOException {
        URI base = URI.create(issuer());
        return Json.MAPPER.writeValueAsString(Map.of(
                "issuer", issuer(),
                "authorization_endpoint", base.resolve("/authorize"),
                "token_endpoint", base.resolve("/token"),
                "jwks_uri", base.resolve("/keys"),
                "userinfo_endpoint", base.resolve("/userinfo"),
                "end_session_endpoint", base.resolve("/logout"),
                "response_types_supported", List.of("code"),
                "subject_types_supported", List.of("public"),
                "id_token_signing_alg_values_supported", List.of("RS256")));
    }

    private void token(HttpExchange exchange) throws IOException {
        lastForm = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        if (lastForm.contains("code=no-code-of-yours")) {
            answer(exchange, 400, "{\"error\": \"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                Json.MAPPER.writeValueAsString(Map.of(
                        "access_token", "opaque", "token_type", "Bearer", "expires_in", 60, "id_token", signed())));
    }

    @SuppressWarnings("JavaUtilDate") // the library speaks of dates
    private String signed() {
        Map<String, Object> all = new HashMap<>(Map.of("iss", issuer(), "aud", CLIENT, "sub", UUID.randomUUID() + ""));
        long now = Instant.now().getEpochSecond();
        all.put("iat", now);
        all.put("exp", now + 60);
        all.putAll(claims);
        JWTClaimsSet.Builder set = new JWTClaimsSet.Builder();
        all.forEach(set::claim);
        try {
            SignedJWT token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("one").build(), set.build());
            token.sign(new RSASSASigner(foreign ? foreignKey : key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        answer(exchange, 200, json);
    }

    private static void answer(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
