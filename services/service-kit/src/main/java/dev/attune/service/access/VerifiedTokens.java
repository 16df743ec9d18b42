package dev.attune.service.access;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;

import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.ParseException;

/**
 * Remembers tokens whose signature was found right, until they end: people send the same one with each request, and to verify a signature
 * takes as long as the rest of a small request. Whether the session still is open is asked each time all the same.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class VerifiedTokens extends DefaultJWTCallerPrincipalFactory {

    private static final int MOST = 2000;

    private final Map<String, JWTCallerPrincipal> verified = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, JWTCallerPrincipal> eldest) {
            return size() > MOST;
        }
    };

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo context) throws ParseException {
        synchronized (verified) {
            JWTCallerPrincipal known = verified.get(token);
            if (known != null && known.getExpirationTime() > Instant.now().getEpochSecond()) {
                return known;
            }
            verified.remove(token);
        }
        JWTCallerPrincipal principal = super.parse(token, context);
        synchronized (verified) {
            verified.put(token, principal);
        }
        return principal;
    }
}
