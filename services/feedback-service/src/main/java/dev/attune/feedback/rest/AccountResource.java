package dev.attune.feedback.rest;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.Fault;
import dev.attune.feedback.Role;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.Given;
import dev.attune.feedback.rest.call.Replay;
import dev.attune.feedback.service.Idempotency;
import dev.attune.feedback.service.access.Accounts;
import dev.attune.feedback.signin.ProviderRoles;
import dev.attune.service.access.Roles;

/** The people and programs that may sign in. */
@Path("/api/accounts")
@Tag(name = "accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class AccountResource {

    private static final int MOST = 1_000;

    private final Accounts accounts;
    private final Idempotency idempotency;
    private final Caller caller;

    AccountResource(Accounts accounts, Idempotency idempotency, Caller caller) {
        this.accounts = accounts;
        this.idempotency = idempotency;
        this.caller = caller;
    }

    /** An account to be made. */
    public record NewAccount(String name, String password, List<String> roles) {}

    /**
     * An account without its secret.
     *
     * @param provider the provider with which the person signs in; null for an account of this service
     * @param groupRoles those of the roles that the person's groups there give
     */
    public record AccountView(
            String name,
            List<String> roles,
            String pseudonym,
            boolean mustChangePassword,
            boolean disabled,
            @Schema(nullable = true) @Nullable String provider,
            @Schema(nullable = true) @Nullable List<String> groupRoles) {}

    /** What is to become of an account; a field that is absent stays. */
    public record AccountChange(
            @Schema(nullable = true) @Nullable List<String> roles,
            @Schema(nullable = true) @Nullable Boolean disabled) {}

    /** A password that the person must change at the next sign-in. */
    public record GivenPassword(String password) {}

    /** What an Idempotency-Key is bound to: never the password; the roles in an order that is the same in each process. */
    record Named(String name, SortedSet<Role> roles) {}

    @POST
    @APIResponseSchema(value = AccountView.class, responseCode = "201", responseDescription = "The account")
    @Operation(operationId = "createAccount", summary = "Make an account")
    public RestResponse<AccountView> create(
            @HeaderParam(Replay.KEY) @Nullable String key, @Nullable NewAccount request) {
        NewAccount given = Given.body(request);
        String name = Given.text(given.name(), "name");
        String password = Given.text(given.password(), "password");
        Set<Role> roles = roles(Given.list(given.roles(), "roles"));
        return Replay.created(idempotency.once(
                caller.key(key),
                new Named(name, new TreeSet<>(roles)),
                AccountView.class,
                () -> view(accounts.create(caller.account(), name, password, roles), null)));
    }

    @GET
    @Operation(operationId = "accounts", summary = "Accounts by name; the header Link leads to those after them")
    public RestResponse<List<AccountView>> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @Nullable Integer limit,
            @Context UriInfo uri) {
        Map<UUID, ProviderRoles> known = accounts.providers();
        return accounts.after(after, Given.limit(limit, MOST, MOST))
                .map(account -> view(account, known.get(account.id())))
                .answer(uri);
    }

    @PATCH
    @Path("/{name}")
    @Operation(
            operationId = "changeAccount",
            summary = "Change roles, close or open an account: its sessions end everywhere")
    public AccountView change(@PathParam("name") String name, @Nullable AccountChange request) {
        AccountChange given = Given.body(request);
        Fault.INVALID_REQUEST.when(
                given.roles() == null && given.disabled() == null, "Nothing is to change; send roles or disabled.");
        Set<Role> roles = given.roles() == null ? null : roles(Given.list(given.roles(), "roles"));
        Account changed = accounts.change(caller.account(), name, new Accounts.Change(roles, given.disabled()));
        return view(changed, accounts.providers().get(changed.id()));
    }

    @POST
    @Path("/{name}/password")
    @Operation(operationId = "resetPassword", summary = "Give an account a password that its person must change")
    @APIResponse(responseCode = "204", description = "Set; the account's sessions have ended")
    public RestResponse<Void> reset(@PathParam("name") String name, @Nullable GivenPassword request) {
        accounts.reset(caller.account(), name, Given.text(Given.body(request).password(), "password"));
        return RestResponse.noContent();
    }

    @DELETE
    @Path("/{name}/sessions")
    @Operation(operationId = "endSessions", summary = "Sign an account out everywhere")
    @APIResponse(responseCode = "204", description = "No token of before is valid")
    public RestResponse<Void> endSessions(@PathParam("name") String name) {
        accounts.endSessions(caller.account(), name);
        return RestResponse.noContent();
    }

    private static Set<Role> roles(List<String> names) {
        return names.stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
    }

    private static AccountView view(Account account, @Nullable ProviderRoles provider) {
        return new AccountView(
                account.name(),
                Caller.names(account),
                account.pseudonym(),
                account.mustChangePassword(),
                account.disabled(),
                provider == null ? null : provider.provider(),
                provider == null
                        ? null
                        : provider.roles().stream().map(Role::text).sorted().toList());
    }
}
