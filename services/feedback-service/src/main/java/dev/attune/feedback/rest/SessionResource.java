package dev.attune.feedback.rest;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.security.Authenticated;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.PublicAddress;
import dev.attune.feedback.rest.call.SessionCookie;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.service.access.Sessions;
import dev.attune.feedback.service.access.Sessions.Session;
import dev.attune.feedback.service.signin.ProviderSignOut;
import dev.attune.service.access.WithGivenPassword;
import dev.attune.service.request.BodyLimit;

/** Signing in and out. */
@Path("/api/session")
@Tag(name = "session")
@BodyLimit(SessionResource.MOST_BYTES)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SessionResource {

    /** A name and two passwords of the longest kind, each character escaped. */
    static final int MOST_BYTES = 16 * 1024;

    private final Sessions sessions;
    private final Accounts accounts;
    private final ProviderSignOut provider;
    private final PublicAddress address;
    private final SessionCookie cookie;
    private final Caller caller;

    SessionResource(
            Sessions sessions,
            Accounts accounts,
            ProviderSignOut provider,
            PublicAddress address,
            SessionCookie cookie,
            Caller caller) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.provider = provider;
        this.address = address;
        this.cookie = cookie;
        this.caller = caller;
    }

    /** What a person signs in with. */
    public record SignIn(String name, String password) {}

    /**
     * A session that was opened.
     *
     * @param id stands for the person in all that the ring keeps of who did what
     * @param token for programs, as {@code Authorization: Bearer}; the page uses the cookie
     */
    public record SignedIn(
            String token, UUID id, String name, List<String> roles, boolean mustChangePassword, Instant expiresAt) {}

    /**
     * Who the caller is.
     *
     * @param id stands for the person in all that the ring keeps of who did what
     * @param provider the provider with which the person signs in; null for an account of this service
     */
    public record WhoAmI(
            UUID id,
            String name,
            List<String> roles,
            String pseudonym,
            boolean mustChangePassword,
            Instant expiresAt,
            @Schema(nullable = true) @Nullable String provider) {}

    /**
     * A session that ended.
     *
     * @param address where the browser goes to be signed out at the provider, too; it comes back to the page
     */
    public record SignedOut(String address) {}

    /** The password now and the one to come. */
    public record PasswordChange(String current, String next) {}

    @POST
    @WithGivenPassword
    @PermitAll
    @Operation(operationId = "signIn", summary = "Sign in: a token, and the same as an HttpOnly cookie")
    public RestResponse<SignedIn> signIn(@Nullable SignIn request) {
        SignIn given = Given.body(request);
        Session session = sessions.open(
                Given.text(given.name(), "name"),
                Given.text(given.password(), "password"),
                caller.address(),
                caller.device());
        caller.endEarlierSession();
        SignedIn answer = new SignedIn(
                session.token(),
                session.account().id(),
                session.account().name(),
                Caller.names(session.account()),
                session.account().mustChangePassword(),
                session.expiresAt());
        return RestResponse.ResponseBuilder.ok(answer)
                .cookie(cookie.of(session.token(), session.expiresAt()))
                .build();
    }

    @DELETE
    @WithGivenPassword
    @PermitAll
    @Operation(operationId = "signOut", summary = "Sign out: the token and its cookie are void from now on")
    @APIResponse(responseCode = "204", description = "Signed out, or was not signed in")
    @APIResponseSchema(
            value = SignedOut.class,
            responseCode = "200",
            responseDescription = "Signed out here; the provider is yet to be told")
    public RestResponse<SignedOut> signOut() {
        // A service token is revoked, which is told to those who look after it; it does not sign out.
        return caller.signedIn()
                .filter(_ -> !caller.isService())
                .flatMap(this::signOut)
                .map(there -> RestResponse.ResponseBuilder.ok(new SignedOut(there.toString())))
                .orElseGet(RestResponse.ResponseBuilder::noContent)
                .cookie(cookie.none())
                .build();
    }

    private Optional<URI> signOut(Account account) {
        return provider.signOut(caller.token(), caller.session(), account, address.of("/"));
    }

    @GET
    @WithGivenPassword
    @Authenticated
    @Operation(operationId = "whoAmI", summary = "Who is signed in")
    public WhoAmI whoAmI() {
        return new WhoAmI(
                caller.account().id(),
                caller.account().name(),
                Caller.names(caller.account()),
                caller.account().pseudonym(),
                caller.mustChangePassword(),
                caller.expiresAt(),
                accounts.provider(caller.account()).orElse(null));
    }

    @POST
    @Path("/password")
    @WithGivenPassword
    @Authenticated
    @Operation(
            operationId = "changePassword",
            summary = "Change one's own password: all tokens are void, the cookie holds a new one")
    @APIResponse(responseCode = "204", description = "Changed")
    public RestResponse<Void> changePassword(@Nullable PasswordChange request) {
        PasswordChange given = Given.body(request);
        Session session = accounts.changePassword(
                caller.account(),
                Given.text(given.current(), "current"),
                Given.text(given.next(), "next"),
                caller.address(),
                caller.device());
        return RestResponse.ResponseBuilder.<Void>noContent()
                .cookie(cookie.of(session.token(), session.expiresAt()))
                .build();
    }
}
