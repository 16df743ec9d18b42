package dev.attune.service.access;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

import jakarta.annotation.security.PermitAll;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonString;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.service.problem.ProblemForm;

/** A service token opens the routes of its scopes and no other, in every service; one of a project those of that project. */
@ApplicationScoped
class ScopeFilter {

    private static final String PROJECT_ROUTES = "/api/projects/";

    private final JsonWebToken token;

    ScopeFilter(JsonWebToken token) {
        this.token = token;
    }

    @ServerRequestFilter
    void filter(ContainerRequestContext request, ResourceInfo route) {
        if (route.getResourceMethod().isAnnotationPresent(PermitAll.class)) {
            // Open to anybody: who it is is not asked, and a stale cookie is no reason to refuse.
            return;
        }
        Object claim = token.getClaim(Claims.SCOPES);
        if (!(claim instanceof Collection<?> scopes)) {
            return;
        }
        WithScope wanted = wanted(route);
        if (wanted == null) {
            throw refusal("This address is not for service tokens; sign in as a person.");
        }
        if (!texts(scopes).contains(wanted.value())) {
            throw refusal("This service token lacks the scope " + wanted.value() + "; make one that has it.");
        }
        requireProject(request, text(token.getClaim(Claims.PROJECT)));
    }

    private static @Nullable WithScope wanted(ResourceInfo route) {
        WithScope own = route.getResourceMethod().getAnnotation(WithScope.class);
        return own != null ? own : route.getResourceClass().getAnnotation(WithScope.class);
    }

    /** What is no project's is for tokens of all projects; reading the list of projects shows the token's own only. */
    private static void requireProject(ContainerRequestContext request, @Nullable String project) {
        if (project == null) {
            return;
        }
        String path = request.getUriInfo().getPath();
        String called = path.startsWith(PROJECT_ROUTES)
                ? path.substring(PROJECT_ROUTES.length())
                        .replaceFirst("/.*", "")
                        .toLowerCase(Locale.ROOT)
                : "";
        if (!called.equals(project) && !path.replaceFirst("/$", "").equals("/api/projects")) {
            throw refusal("This service token is for another project; make one for this one.");
        }
    }

    private static List<String> texts(Collection<?> values) {
        return values.stream().map(ScopeFilter::text).map(String::valueOf).toList();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value instanceof JsonString json ? json.getString() : value == null ? null : value.toString();
    }

    private static AttuneException refusal(String sentence) {
        return new AttuneException(ProblemForm.SCOPE_MISSING, ErrorCategory.CALLER, sentence);
    }
}
