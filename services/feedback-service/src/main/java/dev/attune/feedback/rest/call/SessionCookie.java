package dev.attune.feedback.rest.call;

import java.time.Duration;
import java.time.Instant;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;

import dev.attune.service.access.SessionCookies;

/**
 * The page's token: no script can read it and no other site can send it. Over HTTPS its name says that this very host has set it, and
 * browsers see to that.
 */
@ApplicationScoped
public class SessionCookie {

    private final PublicAddress address;

    SessionCookie(PublicAddress address) {
        this.address = address;
    }

    public NewCookie of(String token, Instant expiresAt) {
        return cookie(token, (int) Duration.between(Instant.now(), expiresAt).toSeconds());
    }

    public NewCookie none() {
        return cookie("", 0);
    }

    private NewCookie cookie(String value, int seconds) {
        boolean secure = address.isSecure();
        return new NewCookie.Builder(secure ? SessionCookies.HOST_ONLY : SessionCookies.PLAIN)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.STRICT)
                .build();
    }
}
