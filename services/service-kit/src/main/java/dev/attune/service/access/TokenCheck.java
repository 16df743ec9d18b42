package dev.attune.service.access;

import org.eclipse.microprofile.jwt.JsonWebToken;

/** Knows of tokens that are void although they have not expired. May wait for a database. */
public interface TokenCheck {

    /** Whether the token, whose signature and times are right, is void. */
    boolean isVoid(JsonWebToken token);

    /** The token's generation; 0 when it names none. */
    static long epoch(JsonWebToken token) {
        Object epoch = token.getClaim(Claims.EPOCH);
        return epoch == null ? 0 : Long.parseLong(epoch.toString());
    }
}
