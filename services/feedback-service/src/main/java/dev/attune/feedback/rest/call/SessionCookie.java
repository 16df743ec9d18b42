package dev.attune.feedback.rest.call;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;

import dev.attune.feedback.config.FeedbackConfig;

/** The page's token: no script can read it and no other site can send it. */
@ApplicationScoped
public class SessionCookie {

    private static final String NAME = "attune";

    private final FeedbackConfig config;

    SessionCookie(FeedbackConfig config) {
        this.config = config;
    }

    public NewCookie of(String token, Instant expiresAt) {
        return cookie(token, (int) Duration.between(Instant.now(), expiresAt).toSeconds());
    }

    public NewCookie none() {
        return cookie("", 0);
    }

    private NewCookie cookie(String value, int seconds) {
        return new NewCookie.Builder(NAME)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(config.session().secureCookie())
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
