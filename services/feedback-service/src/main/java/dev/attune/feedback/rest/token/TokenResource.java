package dev.attune.feedback.rest.token;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
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
import dev.attune.feedback.Fault;
import dev.attune.feedback.Project;
import dev.attune.feedback.Role;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.service.Walls;
import dev.attune.feedback.service.access.ServiceTokens;
import dev.attune.feedback.service.access.ServiceTokens.Made;
import dev.attune.feedback.token.Scope;
import dev.attune.feedback.token.ServiceToken;

/** Tokens for programs: administrators make them for all projects or one, managers for theirs. */
@Path("/api/tokens")
@Tag(name = "tokens")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Authenticated
public class TokenResource {

    private static final int DAYS = 90;

    private final ServiceTokens tokens;
    private final Walls walls;
    private final Caller caller;

    TokenResource(ServiceTokens tokens, Walls walls, Caller caller) {
        this.tokens = tokens;
        this.walls = walls;
        this.caller = caller;
    }

    /**
     * A token to be made.
     *
     * @param projectId the only project that it is for; absent: all, which takes an administrator
     * @param days how long it lives, 90 when nothing is said
     */
    public record NewToken(
            String name,
            List<String> scopes,
            @Schema(nullable = true) @Nullable UUID projectId,

            @Schema(nullable = true, minimum = "1", maximum = "366") @Nullable
            Integer days) {}

    /** A token without its text. */
    public record TokenView(
            UUID id,
            String name,
            List<String> scopes,
            @Schema(nullable = true) @Nullable UUID projectId,
            @Schema(nullable = true) @Nullable String projectName,
            String madeBy,
            Instant madeAt,
            Instant expiresAt,
            @Schema(nullable = true) @Nullable Instant usedAt,
            @Schema(nullable = true) @Nullable Instant revokedAt) {}

    /**
     * A token that was made.
     *
     * @param token the text to send as {@code Authorization: Bearer}; it is told this once
     */
    public record MadeToken(String token, TokenView view) {}

    @POST
    @APIResponseSchema(value = MadeToken.class, responseCode = "201", responseDescription = "The token, told this once")
    @Operation(operationId = "makeToken", summary = "Make a service token; its text is told once")
    public RestResponse<MadeToken> make(@Nullable NewToken request) {
        NewToken given = Given.body(request);
        String name = Given.text(given.name(), "name").strip();
        Set<Scope> scopes =
                Given.list(given.scopes(), "scopes").stream().map(Scope::of).collect(Collectors.toUnmodifiableSet());
        ServiceTokens.Wish wish = new ServiceTokens.Wish(
                name, project(given.projectId()), scopes, Objects.requireNonNullElse(given.days(), DAYS));
        Made made = tokens.make(caller.account(), wish);
        return RestResponse.ResponseBuilder.create(
                        RestResponse.Status.CREATED, new MadeToken(made.text(), view(made.token())))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private @Nullable Project project(@Nullable UUID id) {
        if (id != null) {
            return walls.managed(id, caller.account());
        }
        Fault.FORBIDDEN.when(
                !caller.account().is(Role.ADMINISTRATOR),
                "A token of all projects takes an administrator; name a project that you manage.");
        return null;
    }

    @GET
    @Operation(
            operationId = "tokens",
            summary =
                    "Tokens that the caller may revoke, newest first: one's own, those of projects that one manages, or all")
    public List<TokenView> list() {
        Set<UUID> managed = walls.managed(caller.account());
        return tokens.all().stream()
                .filter(token -> mayRevoke(token, managed))
                .map(TokenResource::view)
                .toList();
    }

    @DELETE
    @Path("/{token}")
    @Operation(operationId = "revokeToken", summary = "Make a token void, in every service")
    @APIResponse(responseCode = "204", description = "It is void")
    public RestResponse<Void> revoke(@PathParam("token") UUID id) {
        ServiceToken token = tokens.one(id);
        Fault.TOKEN_UNKNOWN.when(
                !mayRevoke(token, walls.managed(caller.account())), "There is no service token " + id + ".");
        tokens.revoke(caller.account(), token);
        return RestResponse.noContent();
    }

    private boolean mayRevoke(ServiceToken token, Set<UUID> managed) {
        Account account = caller.account();
        return account.is(Role.ADMINISTRATOR)
                || token.maker().equals(account.id())
                || (token.project() != null && managed.contains(token.project()));
    }

    private static TokenView view(ServiceToken token) {
        return new TokenView(
                token.id(),
                token.name(),
                token.scopes().stream().map(Scope::text).sorted().toList(),
                token.project(),
                token.projectName(),
                token.madeBy(),
                token.madeAt(),
                token.expiresAt(),
                token.usedAt(),
                token.revokedAt());
    }
}
