package dev.attune.service.access;

import java.util.Optional;

import org.eclipse.microprofile.jwt.JsonWebToken;

/** Knows of tokens that are void although they have not expired. May wait for a database. */
public interface TokenCheck {

    /** Name under which a request's identity has what {@link #open} found. */
    String HOLDER = "attune.holder";

    /** What the service knows of who holds the token, whose signature and times are right; empty where the token is void. */
    Optional<Object> open(JsonWebToken token);

    /** The token's generation; 0 when it names none. */
    static long epoch(JsonWebToken token) {
        Object epoch = token.getClaim(Claims.EPOCH);
        return epoch == null ? 0 : Long.parseLong(epoch.toString());
    }
}
