package dev.attune.contracts.settings.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import org.jspecify.annotations.Nullable;

import dev.attune.contracts.error.Require;

/**
 * What a checkpoint of a project must show before a channel serves it, beside what the channel serves. An absent gate asks for nothing. A checkpoint
 * gets through when each gate that is no dry run has passed, so that no correction for their number is due: whoever is no better in one of them gets
 * through with a probability of at most that gate's error (intersection-union).
 *
 * @param dryRun gates that are measured and shown but let everything through, such as while their margins are being found
 * @param approval people who must stand behind it then; absent: nobody must
 */
public record GatePolicy(
        @Nullable WinRateGate winRate,
        @Nullable ArenaGate arena,
        @Nullable SafetyGate safety,
        @Nullable CapabilityGate capability,
        @Nullable FormatGate format,
        @Nullable BiasGate bias,
        List<GateKind> dryRun,
        @Nullable ApprovalRule approval) {

    /** It travels in one record of the bus. */
    private static final int MOST_CHARACTERS = 300_000;

    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST_PROMPTS = 2_000;
    private static final int MOST_TOKENS = 4_096;

    @JsonCreator
    public GatePolicy {
        dryRun = Require.copy(dryRun);
        int characters = characters(safety) + characters(capability) + characters(bias);
        Require.that(
                characters <= MOST_CHARACTERS,
                "the texts of the gates have " + characters + " characters, but " + MOST_CHARACTERS + " are the most");
    }

    /** Asks for nothing. */
    public static GatePolicy none() {
        return new GatePolicy(null, null, null, null, null, null, List.of(), null);
    }

    /** The gates that there are. */
    @JsonIgnore
    public List<GateKind> kinds() {
        List<GateKind> kinds = new ArrayList<>();
        add(kinds, GateKind.WIN_RATE, winRate);
        add(kinds, GateKind.ARENA, arena);
        add(kinds, GateKind.SAFETY, safety);
        add(kinds, GateKind.CAPABILITY, capability);
        add(kinds, GateKind.FORMAT, format);
        add(kinds, GateKind.BIAS, bias);
        return List.copyOf(kinds);
    }

    /** Those that the trainer measures; an arena is people's. */
    @JsonIgnore
    public List<GateKind> ofTheTrainer() {
        return kinds().stream().filter(kind -> kind != GateKind.ARENA).toList();
    }

    /** Those without which nothing gets through. */
    @JsonIgnore
    public Set<GateKind> blocking() {
        return Set.copyOf(
                kinds().stream().filter(kind -> !dryRun.contains(kind)).toList());
    }

    private static void add(List<GateKind> kinds, GateKind kind, @Nullable Object gate) {
        if (gate != null) {
            kinds.add(kind);
        }
    }

    private static int characters(@Nullable SafetyGate gate) {
        return gate == null
                ? 0
                : gate.cases().stream().mapToInt(one -> one.prompt().length()).sum();
    }

    private static int characters(@Nullable CapabilityGate gate) {
        if (gate == null) {
            return 0;
        }
        int texts = gate.texts().stream()
                .mapToInt(text -> text.prompt().length() + text.answer().length())
                .sum();
        int choices = gate.choices().stream()
                .mapToInt(one -> one.question().length()
                        + one.choices().stream().mapToInt(String::length).sum())
                .sum();
        return texts + choices;
    }

    private static int characters(@Nullable BiasGate gate) {
        return gate == null
                ? 0
                : gate.templates().stream().mapToInt(String::length).sum()
                        + gate.groups().stream()
                                .flatMap(group -> group.words().stream())
                                .mapToInt(String::length)
                                .sum();
    }

    static void requirePrompts(String gate, int prompts) {
        Require.that(
                prompts > 0 && prompts <= MOST_PROMPTS,
                gate + ".prompts must lie between 1 and " + MOST_PROMPTS + " but is " + prompts);
    }

    static void requireTokens(String gate, int maxNewTokens) {
        Require.that(
                maxNewTokens > 0 && maxNewTokens <= MOST_TOKENS,
                gate + ".maxNewTokens must lie between 1 and " + MOST_TOKENS + " but is " + maxNewTokens);
    }

    static void requireMargin(String gate, double margin) {
        Require.that(margin >= 0 && margin < 1, gate + " has a margin that must lie between 0 and 1 but is " + margin);
    }

    static void requireText(String field, String text) {
        Require.text(text, field);
        Require.that(
                text.length() <= LONGEST_TEXT,
                field + " may have " + LONGEST_TEXT + " characters but has " + text.length());
    }
}
