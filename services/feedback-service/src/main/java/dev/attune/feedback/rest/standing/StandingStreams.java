package dev.attune.feedback.rest.standing;

import java.time.Instant;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;

import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import org.eclipse.microprofile.jwt.JsonWebToken;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.service.standing.CurrentStanding;
import dev.attune.feedback.service.standing.Onlooker;
import dev.attune.feedback.service.standing.Onlookers;
import dev.attune.feedback.service.standing.StandingAccess;
import dev.attune.feedback.standing.StandingFilter;
import dev.attune.service.access.TokenCheck;

/** Standings as server-sent events: each has the standing as its data and its tag as its id; a comment says that the connection lives. */
@ApplicationScoped
class StandingStreams {

    private final Onlookers onlookers;
    private final StandingAccess access;
    private final TokenCheck check;
    private final SecurityIdentity identity;

    StandingStreams(Onlookers onlookers, StandingAccess access, TokenCheck check, SecurityIdentity identity) {
        this.onlookers = onlookers;
        this.access = access;
        this.check = check;
        this.identity = identity;
    }

    /** The events for the caller of this request; of several that come before the reader takes one, the last one is left. */
    Multi<OutboundSseEvent> of(UUID project, StandingFilter filter, Account account, Sse sse) {
        onlookers.checkRoom(account.id());
        if (!(identity.getPrincipal() instanceof JsonWebToken token)) {
            throw Fault.SIGN_IN_REQUIRED.because("This needs a session that is still valid; sign in first.");
        }
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            Reader reader = new Reader(project, account.id(), token, emitter, sse);
                            Onlookers.Looking looking = onlookers.add(project, filter, reader);
                            emitter.onTermination(looking::close);
                        },
                        BackPressureStrategy.LATEST);
    }

    private boolean mayLook(UUID project, JsonWebToken token) {
        return token.getExpirationTime() > Instant.now().getEpochSecond()
                && check.open(token)
                        .filter(holder -> holder instanceof Account account
                                && !account.disabled()
                                && account.epoch() == TokenCheck.epoch(token)
                                && access.may(project, account))
                        .isPresent();
    }

    private final class Reader implements Onlooker {

        private final UUID project;
        private final UUID account;
        private final JsonWebToken token;
        private final MultiEmitter<? super OutboundSseEvent> emitter;
        private final Sse sse;

        Reader(
                UUID project,
                UUID account,
                JsonWebToken token,
                MultiEmitter<? super OutboundSseEvent> emitter,
                Sse sse) {
            this.project = project;
            this.account = account;
            this.token = token;
            this.emitter = emitter;
            this.sse = sse;
        }

        @Override
        public UUID account() {
            return account;
        }

        @Override
        public boolean mayLook() {
            return StandingStreams.this.mayLook(project, token);
        }

        @Override
        public void tell(CurrentStanding current) {
            emitter.emit(sse.newEventBuilder()
                    .id(current.tag())
                    .data(String.class, current.json())
                    .build());
        }

        @Override
        public void quiet() {
            // A reader who has not taken the last standing yet is not to lose it for this.
            if (emitter.requested() > 0) {
                emitter.emit(sse.newEventBuilder().comment("quiet").build());
            }
        }

        @Override
        public void end() {
            emitter.complete();
        }
    }
}
