package dev.attune.service.problem;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkus.runtime.Startup;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;
import dev.attune.service.database.DatabaseAway;
import dev.attune.service.request.BodyTooLarge;

/** Puts every failure of a request into the service's {@link ProblemForm}, and tells the operator of those of ours. */
@Startup
@ApplicationScoped
class ProblemWriter implements ProblemPostProcessor {

    private static final Logger LOG = Logger.getLogger(ProblemWriter.class);

    private final ProblemForm form;
    private final String service;

    ProblemWriter(ProblemForm form, @ConfigProperty(name = "quarkus.application.name") String service) {
        this.form = form;
        this.service = service;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        Throwable cause = context.cause;
        if (DatabaseAway.isCauseOf(cause)) {
            LOG.warnf("The database did not answer: %s", cause);
            return form.of(DatabaseAway.error(cause));
        }
        BodyTooLarge tooLarge = BodyTooLarge.in(cause);
        if (tooLarge != null) {
            return form.of(new AttuneException(
                    ProblemForm.TOO_LARGE, ErrorCategory.CALLER, String.valueOf(tooLarge.getMessage()), tooLarge));
        }
        if (cause instanceof AttuneException error) {
            if (error.category() == ErrorCategory.INTERNAL || error.category() == ErrorCategory.RESOURCES) {
                LOG.error("A request failed", error);
            }
            return form.of(error);
        }
        if (problem.getStatusCode() >= 500) {
            LOG.error("A request failed", cause);
            return form.of(new AttuneException(
                    "internal-error",
                    ErrorCategory.INTERNAL,
                    "Something went wrong here; the log of " + service + " says what.",
                    cause));
        }
        return form.ofFramework(problem, cause);
    }
}
