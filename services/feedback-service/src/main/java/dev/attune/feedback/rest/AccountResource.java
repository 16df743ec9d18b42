package dev.attune.feedback.rest;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Account;
import dev.attune.feedback.Role;
import dev.attune.feedback.service.Accounts;
import dev.attune.feedback.service.Idempotency;
import dev.attune.service.access.Roles;

/** The people and programs that may sign in. */
@Path("/api/accounts")
@Tag(name = "accounts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.ADMINISTRATOR)
public class AccountResource {

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

    /** An account without its secret. */
    public record AccountView(String name, List<String> roles, String pseudonym) {}

    @POST
    @APIResponseSchema(value = AccountView.class, responseCode = "201", responseDescription = "The account")
    @Operation(operationId = "createAccount", summary = "Make an account")
    public RestResponse<AccountView> create(
            @HeaderParam(Replay.KEY) @Nullable String key, @Nullable NewAccount request) {
        NewAccount given = Given.body(request);
        Set<Role> roles =
                Given.list(given.roles(), "roles").stream().map(Role::of).collect(Collectors.toUnmodifiableSet());
        return Replay.created(idempotency.once(
                caller.key(key),
                given,
                AccountView.class,
                () -> view(accounts.create(
                        Given.text(given.name(), "name"), Given.text(given.password(), "password"), roles))));
    }

    @GET
    @Operation(operationId = "accounts", summary = "Every account")
    public List<AccountView> list() {
        return accounts.all().stream().map(AccountResource::view).toList();
    }

    private static AccountView view(Account account) {
        return new AccountView(account.name(), Caller.names(account), account.pseudonym());
    }
}
