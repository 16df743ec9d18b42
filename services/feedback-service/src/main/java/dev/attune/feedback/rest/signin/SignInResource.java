package dev.attune.feedback.rest.signin;

import java.net.URI;
import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import dev.attune.feedback.Fault;
import dev.attune.feedback.FeedbackException;
import dev.attune.feedback.rest.call.Caller;
import dev.attune.feedback.rest.call.PublicAddress;
import dev.attune.feedback.rest.call.SessionCookie;
import dev.attune.feedback.service.signin.ProviderChecks;
import dev.attune.feedback.service.signin.ProviderSignIn;
import dev.attune.feedback.service.signin.ProviderSignIn.Arrival;
import dev.attune.feedback.service.signin.ProviderSignIn.Choice;
import dev.attune.feedback.service.signin.ProviderSignIn.Departure;
import dev.attune.feedback.signin.ProviderInfo;
import dev.attune.feedback.signin.ProviderTest;
import dev.attune.service.access.Roles;
import dev.attune.service.access.WithGivenPassword;

/**
 * Signing in with providers of identities. A browser walks through two of these addresses; what goes wrong there it is told on the page,
 * by the problem's code.
 */
@Path("/api/sign-in")
@Tag(name = "session")
@Produces(MediaType.APPLICATION_JSON)
public class SignInResource {

    private static final String NO_STORE = "no-store";

    private final ProviderSignIn signIn;
    private final ProviderChecks checks;
    private final SessionCookie session;
    private final AttemptCookie attempt;
    private final PublicAddress address;
    private final Caller caller;
    private final UriInfo uri;

    SignInResource(
            ProviderSignIn signIn,
            ProviderChecks checks,
            SessionCookie session,
            AttemptCookie attempt,
            PublicAddress address,
            Caller caller,
            UriInfo uri) {
        this.signIn = signIn;
        this.checks = checks;
        this.session = session;
        this.attempt = attempt;
        this.address = address;
        this.caller = caller;
        this.uri = uri;
    }

    /**
     * How one can sign in.
     *
     * @param password with a name and a password of this service
     */
    public record WaysIn(boolean password, List<Way> providers) {}

    /**
     * A provider.
     *
     * @param label what stands on the button
     * @param address where the browser goes
     */
    public record Way(String id, String label, String address) {}

    @GET
    @WithGivenPassword
    @PermitAll
    @Operation(operationId = "waysIn", summary = "How one can sign in here")
    public WaysIn ways() {
        return new WaysIn(
                true, signIn.choices().stream().map(SignInResource::way).toList());
    }

    private static Way way(Choice choice) {
        return new Way(choice.id(), choice.label(), "/api/sign-in/" + choice.id());
    }

    @GET
    @Path("/providers")
    @RolesAllowed(Roles.ADMINISTRATOR)
    @Operation(operationId = "providers", summary = "The providers' settings, without their secrets")
    public List<ProviderInfo> providers() {
        return checks.all(this::back);
    }

    @POST
    @Path("/providers/{provider}/test")
    @RolesAllowed(Roles.ADMINISTRATOR)
    @Operation(operationId = "testProvider", summary = "Asks a provider whether it would let people in")
    public ProviderTest test(@PathParam("provider") String provider) {
        return checks.test(provider, back(provider));
    }

    @GET
    @Path("/{provider}")
    @WithGivenPassword
    @PermitAll
    @Operation(operationId = "departToProvider", summary = "Sends the browser to the provider")
    @APIResponse(responseCode = "303", description = "To the provider, or to the page with a problem's code")
    public RestResponse<Void> depart(
            @PathParam("provider") String provider,
            @Parameter(description = "Where on the page the person wants to go, such as #/projects")
                    @QueryParam("to")
                    @Nullable
                    String to) {
        try {
            Departure departure = signIn.depart(provider, back(provider), to);
            return redirection(departure.address())
                    .cookie(attempt.of(departure.sealed()))
                    .build();
        } catch (FeedbackException e) {
            return problem(e);
        }
    }

    @GET
    @Path("/{provider}/callback")
    @WithGivenPassword
    @PermitAll
    @Operation(operationId = "arriveFromProvider", summary = "Where the provider sends the browser back to")
    @APIResponse(responseCode = "303", description = "To the page: signed in, or with a problem's code")
    public RestResponse<Void> arrive(
            @PathParam("provider") String provider,
            @Parameter(hidden = true) @CookieParam(AttemptCookie.PLAIN) @Nullable String plain,
            @Parameter(hidden = true) @CookieParam(AttemptCookie.HOST_ONLY) @Nullable String hostOnly) {
        try {
            String sealed = hostOnly != null ? hostOnly : address.isSecure() || plain == null ? "" : plain;
            Arrival arrival = signIn.arrive(provider, back(provider), uri.getRequestUri(), sealed, caller.device());
            caller.endEarlierSession();
            return redirection(address.of("/" + arrival.target()))
                    .cookie(session.of(
                            arrival.session().token(), arrival.session().expiresAt()))
                    .cookie(attempt.none())
                    .build();
        } catch (FeedbackException e) {
            return problem(e);
        }
    }

    private URI back(String provider) {
        return address.of("/api/sign-in/" + provider + "/callback");
    }

    private RestResponse<Void> problem(FeedbackException error) {
        if (error.fault() == Fault.PROVIDER_UNKNOWN) {
            throw error;
        }
        return redirection(address.of("/?problem=" + error.code() + "#/"))
                .cookie(attempt.none())
                .build();
    }

    private static RestResponse.ResponseBuilder<Void> redirection(URI to) {
        return RestResponse.ResponseBuilder.<Void>create(Response.Status.SEE_OTHER)
                .location(to)
                .header(HttpHeaders.CACHE_CONTROL, NO_STORE);
    }
}
