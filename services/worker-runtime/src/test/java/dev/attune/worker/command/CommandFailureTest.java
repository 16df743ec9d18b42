package dev.attune.worker.command;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CommandFailureTest {

    private final StringWriter told = new StringWriter();
    private final PrintWriter err = new PrintWriter(told);

    @Test
    void sentencesForPeopleAreToldAsTheyAre() {
        int code = CommandFailure.tell(new IllegalArgumentException("epochs is 0."), false, false, err);
        CommandFailure.tell(new IllegalStateException("The file is cut off."), true, false, err);

        assertThat(code).isEqualTo(1);
        assertThat(told.toString().lines()).containsExactly("epochs is 0.", "The file is cut off.");
    }

    @Test
    void whatNobodyExpectedSaysHowToLearnMore() {
        CommandFailure.tell(new IllegalStateException("x"), false, false, err);
        CommandFailure.tell(new IllegalArgumentException(), true, false, err);

        assertThat(told.toString().lines())
                .containsExactly(
                        "The command failed unexpectedly (java.lang.IllegalStateException: x); run it again with"
                                + " --verbose for the details.",
                        "The command failed unexpectedly (java.lang.IllegalArgumentException); run it again with"
                                + " --verbose for the details.");
    }

    @Test
    void theStackTraceIsForThoseWhoAsk() {
        CommandFailure.tell(new IllegalArgumentException("epochs is 0."), false, true, err);

        assertThat(told.toString()).contains("epochs is 0.").contains("\tat " + CommandFailureTest.class.getName());
    }
}
