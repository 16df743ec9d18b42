package dev.attune.contracts.bus;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.attune.contracts.event.AccessEvent;
import dev.attune.contracts.event.ApprovalEvent;
import dev.attune.contracts.event.CheckpointEvent;
import dev.attune.contracts.event.CompletionEvent;
import dev.attune.contracts.event.DemonstrationEvent;
import dev.attune.contracts.event.EvaluationEvent;
import dev.attune.contracts.event.Event;
import dev.attune.contracts.event.ExchangeEvent;
import dev.attune.contracts.event.FeedbackEvent;
import dev.attune.contracts.event.JobEvent;
import dev.attune.contracts.event.PreferenceEvent;
import dev.attune.contracts.event.PromotionEvent;
import dev.attune.contracts.event.PromptEvent;
import dev.attune.contracts.event.PromptVersionEvent;
import dev.attune.contracts.event.RetrainingEvent;
import dev.attune.contracts.event.RunEvent;
import dev.attune.contracts.event.SpreadEvent;
import dev.attune.contracts.event.Topics;

/**
 * Which record is which CloudEvents type, and on which topic it belongs.
 *
 * <p>A type reads {@code dev.attune.<topic>.<record>.v1}; the version changes only when an old reader could no longer
 * read the record.
 */
public final class EventTypes {

    private static final Map<Class<? extends Event>, String> TOPICS = Map.ofEntries(
            Map.entry(PromptEvent.class, Topics.PROMPTS),
            Map.entry(CompletionEvent.class, Topics.COMPLETIONS),
            Map.entry(ExchangeEvent.class, Topics.EXCHANGES),
            Map.entry(FeedbackEvent.class, Topics.FEEDBACK),
            Map.entry(PreferenceEvent.class, Topics.PREFERENCES),
            Map.entry(JobEvent.class, Topics.JOBS),
            Map.entry(RunEvent.class, Topics.RUNS),
            Map.entry(CheckpointEvent.class, Topics.CHECKPOINTS),
            Map.entry(EvaluationEvent.class, Topics.EVALUATIONS),
            Map.entry(PromotionEvent.class, Topics.PROMOTIONS),
            Map.entry(PromptVersionEvent.class, Topics.PROMPT_VERSIONS),
            Map.entry(AccessEvent.class, Topics.ACCESS),
            Map.entry(ApprovalEvent.class, Topics.APPROVALS),
            Map.entry(DemonstrationEvent.class, Topics.DEMONSTRATIONS),
            Map.entry(SpreadEvent.class, Topics.SPREADS),
            Map.entry(RetrainingEvent.class, Topics.RETRAINING));

    private static final Map<String, Class<? extends Event>> BY_NAME =
            all().stream().collect(Collectors.toUnmodifiableMap(EventTypes::nameOf, type -> type));

    private static final Pattern OURS = Pattern.compile("dev\\.attune\\.[a-z][a-z-]*\\.[a-z][a-z-]*\\.v[0-9]{1,4}");

    private EventTypes() {}

    /** Every event record, in the order of the topics. */
    public static List<Class<? extends Event>> all() {
        return Arrays.stream(Event.class.getPermittedSubclasses())
                .flatMap(EventTypes::records)
                .<Class<? extends Event>>map(type -> type.asSubclass(Event.class))
                .toList();
    }

    /** Of a topic's interface, or of one that groups some of its records. */
    private static Stream<Class<?>> records(Class<?> family) {
        return family.isRecord()
                ? Stream.of(family)
                : Arrays.stream(family.getPermittedSubclasses()).flatMap(EventTypes::records);
    }

    /** The record of a CloudEvents type, empty when this version does not know it. */
    public static Optional<Class<? extends Event>> byName(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Whether a type has the form of ours, also one that only a later version knows. */
    static boolean isNamedAsOurs(String type) {
        return OURS.matcher(type).matches();
    }

    /** Such as {@code dev.attune.feedback.rating-given.v1}. */
    public static String nameOf(Class<? extends Event> type) {
        String topic = topicOf(type).substring("attune.".length());
        String record = type.getSimpleName().replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
        return "dev.attune." + topic + "." + record + ".v1";
    }

    /** The one topic on which a record may appear. */
    public static String topicOf(Class<? extends Event> type) {
        return TOPICS.entrySet().stream()
                .filter(entry -> entry.getKey().isAssignableFrom(type))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type + " belongs to no topic"));
    }
}
