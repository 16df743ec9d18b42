package dev.attune.feedback.rest.signin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.NewCookie;

import dev.attune.feedback.config.SignInConfig;
import dev.attune.feedback.rest.call.PublicAddress;

/**
 * What the browser keeps while its person is at a provider. It comes back with the provider's own redirection, which SameSite=Strict
 * would not let it; it opens nothing by itself.
 */
@ApplicationScoped
class AttemptCookie {

    static final String PLAIN = "attune-sign-in";
    static final String HOST_ONLY = "__Host-attune-sign-in";

    private final PublicAddress address;
    private final SignInConfig config;

    AttemptCookie(PublicAddress address, SignInConfig config) {
        this.address = address;
        this.config = config;
    }

    NewCookie of(String sealed) {
        return cookie(sealed, (int) config.patience().toSeconds());
    }

    NewCookie none() {
        return cookie("", 0);
    }

    private NewCookie cookie(String value, int seconds) {
        boolean secure = address.isSecure();
        return new NewCookie.Builder(secure ? HOST_ONLY : PLAIN)
                .value(value)
                .path("/")
                .maxAge(seconds)
                .httpOnly(true)
                .secure(secure)
                .sameSite(NewCookie.SameSite.LAX)
                .build();
    }
}
