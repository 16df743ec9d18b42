package dev.attune.feedback.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import dev.attune.contracts.event.part.Verdict;
import dev.attune.feedback.Annotators;
import dev.attune.feedback.rest.ProjectResource.NewProject;
import dev.attune.feedback.rest.RatingResource.RatingRequest;

import static org.assertj.core.api.Assertions.assertThat;

/** What was sent under an Idempotency-Key before an upgrade is known after it: its digest is over these texts. */
class OldRequestsTest {

    private final ObjectMapper mapper = new ObjectMapper();

    @Test
    void aVerdictIsWrittenAsItWasBeforeThereWasMoreToSay() throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(new RatingRequest(Verdict.LEFT, 2, null, null, null, null, null, null)))
                .isEqualTo("{\"verdict\":\"LEFT\",\"strength\":2}");
        assertThat(mapper.writeValueAsString(
                        new RatingRequest(Verdict.TIE, null, "Both.", null, null, null, null, null)))
                .isEqualTo("{\"verdict\":\"TIE\",\"strength\":null,\"comment\":\"Both.\"}");
    }

    @Test
    void aProjectIsWrittenAsItWasBeforeThereWereForms() throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(new NewProject("p", "be kind", 3, Annotators.ALL, null)))
                .isEqualTo("{\"name\":\"p\",\"guidelines\":\"be kind\",\"ratingsPerItem\":3,\"annotators\":\"ALL\"}");
    }
}
