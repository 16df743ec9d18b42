package dev.attune.inference.rest;

import jakarta.enterprise.context.RequestScoped;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.artifact.Sha256;
import dev.attune.inference.Asker;
import dev.attune.inference.model.Interest;
import dev.attune.inference.service.Serving.Reach;
import dev.attune.service.access.Roles;

/** Who asks, and whether anybody still does. */
@RequestScoped
class Caller {

    private final SecurityIdentity identity;
    private final JsonWebToken token;
    private final CurrentVertxRequest request;

    Caller(SecurityIdentity identity, JsonWebToken token, CurrentVertxRequest request) {
        this.identity = identity;
        this.token = token;
        this.request = request;
    }

    /** Who rates reaches what was promoted only; who makes models, each checkpoint. */
    Reach reach() {
        boolean makesModels = identity.hasRole(Roles.ENGINEER)
                || identity.hasRole(Roles.ADMINISTRATOR)
                || identity.hasRole(Roles.SERVICE);
        return makesModels ? Reach.CHECKPOINTS : Reach.CHANNELS;
    }

    /**
     * Who asks, and for whom.
     *
     * @param user whom the account names; absent: the account itself
     */
    Asker asker(@Nullable String user, @Nullable String projectId) {
        // Not the principal: that is the person's name.
        String account = token.getSubject() == null ? "unnamed" : token.getSubject();
        String subject = user == null
                ? account
                : account + "." + Sha256.of(account + "/" + user).substring(0, 16);
        return new Asker(account, subject, projectId);
    }

    /** Ends when the connection of this request is closed. */
    Interest interest() {
        Interest interest = new Interest(identity.getPrincipal().getName());
        RoutingContext context = request.getCurrent();
        context.addEndHandler(_ -> interest.end());
        if (context.response().closed()) {
            interest.end();
        }
        return interest;
    }
}
