package dev.attune.cli.loop;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

/** A retraining policy as sentences. */
final class PolicyText {

    private PolicyText() {}

    static void print(JsonNode retraining, PrintWriter out) {
        JsonNode policy = retraining.path("policy");
        String whose = retraining.path("usual").asBoolean()
                ? "the usual policy"
                : "its own policy, version " + retraining.path("version").asInt();
        out.printf("%s has %s%s.%n", retraining.path("projectId").asText(), whose, off(policy));
        out.printf("  reward model  %s%n", String.join("; or ", rewardModel(policy.path("rewardModel"))));
        out.printf("  policy        %s%n", after(policy.path("policy")));
        limits(policy).forEach(limit -> out.printf("  limit         %s%n", limit));
        JsonNode watch = retraining.path("watch");
        if (watch.path("watching").asBoolean()) {
            out.printf(
                    "  drift         %s after %d ratings, %.0f %% of the way to an alarm%n",
                    watch.path("noticed").asBoolean() ? "noticed" : "none",
                    watch.path("ratings").asLong(),
                    100 * watch.path("share").asDouble());
        }
        out.printf(
                "  now           %s%n", retraining.path("now").path("sentence").asText());
    }

    private static String off(JsonNode policy) {
        return policy.path("enabled").asBoolean() ? "" : ", which is switched off";
    }

    private static List<String> rewardModel(JsonNode rule) {
        List<String> when = new ArrayList<>();
        if (rule.hasNonNull("afterPreferences")) {
            when.add("after " + rule.path("afterPreferences").asInt() + " new preferences");
        }
        if (rule.hasNonNull("afterHours")) {
            when.add("after " + rule.path("afterHours").asInt() + " hours with at least "
                    + rule.path("atLeastPreferences").asInt(1));
        }
        if (rule.path("onDrift").asBoolean()) {
            when.add("after a drift");
        }
        return when;
    }

    private static String after(JsonNode rule) {
        if (!rule.isObject()) {
            return "none";
        }
        String recipe = rule.path("recipe").asText();
        return switch (rule.path("after").asText()) {
            case "any" -> recipe + " after each reward model";
            case "clearly-better" -> recipe + " after a reward model that is clearly better than the one before";
            default -> recipe + " after a reward model that is better than the one before";
        };
    }

    private static List<String> limits(JsonNode policy) {
        List<String> limits = new ArrayList<>();
        if (policy.path("coolDownMinutes").asInt() > 0) {
            limits.add(policy.path("coolDownMinutes").asInt() + " minutes after each run");
        }
        if (policy.hasNonNull("runsPerDay")) {
            limits.add(policy.path("runsPerDay").asInt() + " runs within 24 hours");
        }
        if (policy.hasNonNull("minutesPerDay")) {
            limits.add(policy.path("minutesPerDay").asInt() + " minutes within 24 hours");
        }
        for (JsonNode hours : policy.path("quietHours")) {
            List<String> days = new ArrayList<>();
            hours.path("days").forEach(day -> days.add(day.asText()));
            limits.add("quiet from " + hours.path("from").asText() + " until "
                    + hours.path("until").asText() + (days.isEmpty() ? "" : " on " + String.join(", ", days)) + ", "
                    + policy.path("timeZone").asText("UTC"));
        }
        return limits;
    }
}
