package dev.attune.service.problem;

import java.sql.SQLException;

import jakarta.ws.rs.core.Response;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.error.AttuneException;
import dev.attune.contracts.error.ErrorCategory;

import static org.assertj.core.api.Assertions.assertThat;

class ProblemWriterTest {

    private final ProblemWriter writer = new ProblemWriter(new TestForm(), "test-service");

    private HttpProblem problem(Response.Status status, Throwable cause) {
        return writer.apply(HttpProblem.valueOf(status, "as the framework says"), ProblemContext.of(cause, "/here"));
    }

    private HttpProblem problem(ErrorCategory category) {
        return problem(
                Response.Status.INTERNAL_SERVER_ERROR, new AttuneException("some-code", category, "A sentence."));
    }

    @Test
    void anErrorsCategoryIsItsStatus() {
        assertThat(problem(ErrorCategory.CALLER).getStatusCode()).isEqualTo(422);
        assertThat(problem(ErrorCategory.RETRIABLE).getStatusCode()).isEqualTo(503);
        assertThat(problem(ErrorCategory.RESOURCES).getStatusCode()).isEqualTo(507);
        assertThat(problem(ErrorCategory.INTERNAL).getStatusCode()).isEqualTo(500);
        assertThat(problem(ErrorCategory.CALLER).getDetail()).isEqualTo("A sentence.");
        assertThat(problem(ErrorCategory.CALLER).getParameters()).containsEntry("code", "some-code");
        assertThat(problem(ErrorCategory.RETRIABLE).getHeaders()).containsEntry("Retry-After", 2);
    }

    @Test
    void aDatabaseThatIsAwayIsNoDefect() {
        HttpProblem problem = problem(
                Response.Status.INTERNAL_SERVER_ERROR,
                new IllegalStateException(new SQLException("terminating connection", "57P01")));

        assertThat(problem.getStatusCode()).isEqualTo(503);
        assertThat(problem.getParameters()).containsEntry("code", "database-unavailable");
    }

    @Test
    void aDefectKeepsItsSecrets() {
        HttpProblem problem =
                problem(Response.Status.INTERNAL_SERVER_ERROR, new IllegalStateException("password=secret"));

        assertThat(problem.getStatusCode()).isEqualTo(500);
        assertThat(problem.getDetail()).contains("the log of test-service").doesNotContain("secret");
        assertThat(problem.getParameters()).containsEntry("code", "internal-error");
    }

    @Test
    void theFrameworksRefusalsGetACode() {
        HttpProblem problem = problem(Response.Status.NOT_FOUND, new IllegalArgumentException());

        assertThat(problem.getDetail()).isEqualTo("as the framework says");
        assertThat(problem.getParameters()).containsEntry("code", "not-found");
    }
}
