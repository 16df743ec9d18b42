package dev.attune.contracts.settings.retraining;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.attune.contracts.json.Json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A policy that can never fire, or whose parts contradict each other, is refused with a sentence. */
class RetrainingPolicyTest {

    private static final String USUAL = """
            {"enabled": true, "rewardModel": {"afterPreferences": 200, "onDrift": true}, "coolDownMinutes": 0%s}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", \"runsPerDay\": 0 | runsPerDay is 0, so the policy never starts a run; raise it, or set enabled to false",
                ", \"minutesPerDay\": 0 | minutesPerDay is 0, so the policy never starts a run; raise it, or set enabled to false",
                ", \"quietHours\": [{\"from\": \"08:00\", \"until\": \"08:00\"}] | quietHours leave no minute of the week, so the"
                        + " policy never starts a run",
                ", \"quietHours\": [{\"from\": \"00:00\", \"until\": \"13:00\"}, {\"from\": \"12:00\", \"until\": \"00:00\"}] |"
                        + " quietHours leave no minute of the week, so the policy never starts a run",
                ", \"quietHours\": [{\"from\": \"25:00\", \"until\": \"13:00\"}] | from must be a time such as 22:00 but is \"25:00\"",
                ", \"quietHours\": [{\"from\": \"22:00\", \"until\": \"13:00\", \"days\": [\"someday\"]}] | days must be named as monday"
                        + " to sunday but one is \"someday\"",
                ", \"timeZone\": \"Europe/Atlantis\" | timeZone must be a zone such as Europe/Berlin but is \"Europe/Atlantis\"",
            })
    void whatCannotFireIsRefused(String more, String sentence) {
        assertThatThrownBy(() -> read(USUAL.formatted(more))).rootCause().hasMessage(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"onDrift\": false | rewardModel never fires: set afterPreferences, afterHours or onDrift",
                "\"onDrift\": false, \"afterPreferences\": 0 | afterPreferences must be positive but is 0",
                "\"onDrift\": true, \"atLeastPreferences\": 5 | atLeastPreferences says how many suffice after some hours, but afterHours"
                        + " is absent",
                "\"onDrift\": true, \"afterPreferences\": 50, \"afterHours\": 2, \"atLeastPreferences\": 50 | atLeastPreferences must be"
                        + " below afterPreferences (50), else the hours never count, but is 50",
            })
    void aRuleThatContradictsItselfIsRefused(String rule, String sentence) {
        String json = "{\"enabled\": true, \"coolDownMinutes\": 0, \"rewardModel\": {" + rule + "}}";
        assertThatThrownBy(() -> read(json)).rootCause().hasMessageStartingWith(sentence);
    }

    @Test
    void moreRunsThanTheCoolDownLeavesRoomForContradictIt() {
        assertThatThrownBy(() -> read("""
                        {"enabled": true, "rewardModel": {"afterPreferences": 9, "onDrift": false}, "coolDownMinutes": 720,
                         "runsPerDay": 3}"""))
                .rootCause()
                .hasMessage(
                        "runsPerDay is 3, but with a cool-down of 720 minutes so many do not fit into a day; lower one of them");
    }

    @Test
    void aPolicyThatIsSwitchedOffNeedNotFire() throws JsonProcessingException {
        RetrainingPolicy policy = read("""
                {"enabled": false, "rewardModel": {"onDrift": true}, "coolDownMinutes": 0, "runsPerDay": 0}""");

        assertThat(policy.enabled()).isFalse();
        assertThat(policy.zone().getId()).isEqualTo("UTC");
    }

    @Test
    void aSettingThatSaysNullIsAsWhenNothingIsSaid() throws JsonProcessingException {
        RetrainingPolicy policy = read("""
                {"enabled": true, "coolDownMinutes": 0, "rewardModel": {"onDrift": true, "configuration": {"tieParameter": null,
                 "epochs": 3}}, "policy": {"recipe": "ppo", "after": "any", "configuration": {"klTarget": null}}}""");

        assertThat(policy.rewardModel().configuration()).containsOnlyKeys("epochs");
        assertThat(policy.policy())
                .isNotNull()
                .extracting(PolicyRule::configuration)
                .isEqualTo(Map.of());
    }

    /** Saturday night into Sunday, in Berlin; a span that wraps the week goes on on Monday. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-28T21:59+01:00[Europe/Berlin], false, 2026-11-28T21:59+01:00[Europe/Berlin]",
        "2026-11-28T22:00+01:00[Europe/Berlin], true, 2026-11-29T06:00+01:00[Europe/Berlin]",
        "2026-11-29T05:59:30+01:00[Europe/Berlin], true, 2026-11-29T06:00+01:00[Europe/Berlin]",
        "2026-11-29T06:00+01:00[Europe/Berlin], false, 2026-11-29T06:00+01:00[Europe/Berlin]",
        "2026-11-29T23:30+01:00[Europe/Berlin], true, 2026-11-30T01:00+01:00[Europe/Berlin]",
        "2026-11-30T01:00+01:00[Europe/Berlin], false, 2026-11-30T01:00+01:00[Europe/Berlin]",
    })
    void quietHoursEnd(ZonedDateTime at, boolean quiet, ZonedDateTime end) {
        List<QuietHours> hours = List.of(
                new QuietHours("22:00", "06:00", List.of("saturday")),
                new QuietHours("23:00", "01:00", List.of("Sunday")));

        assertThat(QuietHours.quiet(hours, at)).isEqualTo(quiet);
        assertThat(QuietHours.end(hours, at)).isEqualTo(end);
    }

    private static RetrainingPolicy read(String json) throws JsonProcessingException {
        return Json.MAPPER.readValue(json, RetrainingPolicy.class);
    }
}
