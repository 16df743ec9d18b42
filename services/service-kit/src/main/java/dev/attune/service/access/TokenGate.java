package dev.attune.service.access;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Lets nobody in whose token is void. */
@ApplicationScoped
class TokenGate implements SecurityIdentityAugmentor {

    private final TokenCheck check;

    TokenGate(TokenCheck check) {
        this.check = check;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            return Uni.createFrom().item(identity);
        }
        return context.runBlocking(() -> {
            Object holder =
                    check.open(token).orElseThrow(() -> new AuthenticationFailedException("The session has ended."));
            return QuarkusSecurityIdentity.builder(identity)
                    .addAttribute(TokenCheck.HOLDER, holder)
                    .build();
        });
    }
}
