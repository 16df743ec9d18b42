package dev.attune.judgement.canary;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.attune.judgement.finding.Finding;
import dev.attune.judgement.finding.Interval;

/**
 * A canary against production, which may be looked at after every vote. A person counts once, with the mean of that person's first votes: twenty people
 * who vote a thousand times are twenty witnesses. The same scores in the same order give the same outcome, so that the scores are the whole state.
 *
 * <p>Assumed is that neither arm's mean changes from person to person while the canary runs. A change over time that meets both arms alike
 * cancels within a block, as far as its people came at the same time.
 */
public final class CanaryTest {

    private final CanaryRule rule;
    private final Blocks pairs = new Blocks();
    private final List<Block> compared = new ArrayList<>();
    private final ExcessBet better;
    private final ExcessBet worse = new ExcessBet(1, 0);
    private final Map<Guardrail, Watch> watches = new EnumMap<>(Guardrail.class);
    private final SampleRatio ratio = new SampleRatio();

    private record Watch(Blocks blocks, ExcessBet bet) {}

    /** One that has seen nobody. */
    public CanaryTest(CanaryRule rule) {
        this.rule = rule;
        this.better = new ExcessBet(1, rule.margin());
        rule.tolerances()
                .forEach((guardrail, limit) ->
                        watches.put(guardrail, new Watch(new Blocks(), new ExcessBet(limit.times(), limit.plus()))));
    }

    /** One more person was met for the first time, while the canary had that share in (0, 1]. */
    public void met(Arm arm, double share) {
        ratio.add(arm, share);
    }

    /**
     * One more person's score is known.
     *
     * @param score the mean of that person's first votes, between 0 and 1
     * @param share of the canary now, in (0, 1]
     */
    public void liked(Arm arm, double score, double share) {
        pairs.add(arm, score, share).ifPresent(block -> {
            compared.add(block);
            better.add(block);
            worse.add(block.turned());
        });
    }

    /** What a guardrail watches is known of one more person; nothing where nobody watches it. */
    public void measured(Guardrail guardrail, Arm arm, double mean, double share) {
        Optional.ofNullable(watches.get(guardrail))
                .ifPresent(watch ->
                        watch.blocks.add(arm, mean, share).ifPresent(block -> watch.bet.add(guardrail.harm(block))));
    }

    /** What is known now. What was won once stays so; a harm goes before everything that people like. */
    public Outcome outcome() {
        if (ratio.broken()) {
            return Outcome.DISCARD;
        }
        if (!harmed().isEmpty()) {
            return Outcome.HARMED;
        }
        if (worse.won(rule.alpha())) {
            return Outcome.ROLL_BACK;
        }
        return better.won(rule.alpha()) ? Outcome.PROMOTE : Outcome.CONTINUE;
    }

    /** The guardrails that are harmed. */
    public List<Guardrail> harmed() {
        return watches.entrySet().stream()
                .filter(watch -> watch.getValue().bet().won(rule.alphaOfEachGuardrail()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** How many blocks of people were compared. */
    public int blocks() {
        return compared.size();
    }

    /** By how much people like the canary better; each end holds at every look with 1 - alpha. */
    public Finding<Interval> difference() {
        Difference difference = new Difference(rule.alpha(), rule.margin());
        compared.forEach(difference::add);
        return difference.interval();
    }

    /** ln of the evidence that it is better by more than the margin. */
    public double logEvidence() {
        return better.logWealth();
    }

    public SampleRatio ratio() {
        return ratio;
    }
}
