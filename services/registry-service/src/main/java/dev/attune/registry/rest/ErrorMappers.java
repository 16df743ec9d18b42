package dev.attune.registry.rest;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import jakarta.ws.rs.core.Response;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkus.narayana.jta.QuarkusTransactionException;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

import dev.attune.contracts.error.AttuneException;
import dev.attune.registry.DatabaseAway;

/** Our errors, and PostgreSQL's, as problem+json with a stable code. */
class ErrorMappers {

    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    @ServerExceptionMapper
    public Response refused(AttuneException failure) {
        return problem(status(failure), failure.code(), String.valueOf(failure.getMessage()));
    }

    @ServerExceptionMapper({PersistenceException.class, RollbackException.class, QuarkusTransactionException.class})
    public Response database(Exception failure) {
        if (DatabaseAway.isCauseOf(failure)) {
            LOG.warnf("PostgreSQL is away: %s", failure.getMessage());
            return problem(503, "database-unavailable", "PostgreSQL does not answer; try again in a few seconds.");
        }
        LOG.error("A request failed in PostgreSQL", failure);
        return problem(500, "internal-error", "The registry failed; its log tells why.");
    }

    private static int status(AttuneException failure) {
        return switch (failure.category()) {
            case CALLER -> failure.code().endsWith("-unknown") ? 404 : 422;
            case RETRIABLE -> 503;
            case RESOURCES -> 507;
            case INTERNAL -> 500;
        };
    }

    private static Response problem(int status, String code, String detail) {
        Response.Status known = Response.Status.fromStatusCode(status);
        HttpProblem.Builder problem = HttpProblem.builder()
                .withStatus(status)
                .withTitle(known == null ? "Unprocessable Entity" : known.getReasonPhrase())
                .withDetail(detail)
                .with("code", code);
        return (status == 503 ? problem.withHeader("Retry-After", 5) : problem)
                .build()
                .toResponse();
    }
}
