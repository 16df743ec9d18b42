package dev.attune.judgement.study;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.attune.judgement.maths.Logistic;
import dev.attune.judgement.vote.Verdict;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

/**
 * A simulated crowd with known faults, that votes on pairs of answers of known worth: what a queue hands out, each pair to several raters, sides
 * drawn. Raters: {@link #RANDOM} who toss a coin, {@link #INVERTED} who prefer the worse one, {@link #LEFT_CLICKERS} who take the left one in 92
 * of 100, the others honest, with slopes N(1, 0.25^2).
 *
 * @param votes what they said; the answers of pair p are 2p and 2p + 1
 * @param leads by how much each pair's first answer is truly better, in logits
 * @param faulty whether each rater is one of the planted
 */
public record PlantedCrowd(Votes votes, List<Double> leads, List<Boolean> faulty) {

    public static final int RATERS = 40;
    public static final int RANDOM = 5;
    public static final int INVERTED = 3;
    public static final int LEFT_CLICKERS = 2;
    public static final int FAULTY = RANDOM + INVERTED + LEFT_CLICKERS;

    private static final double LEFT_SHARE = 0.92;
    private static final double SLOPE_SPREAD = 0.25;

    /** Worths are N(0, 1.5^2), as the difference of two. */
    private static final double LEAD_SPREAD = 1.5 * Math.sqrt(2);

    public PlantedCrowd {
        leads = List.copyOf(leads);
        faulty = List.copyOf(faulty);
    }

    /** Each rater votes {@code perRater} times; each pair is voted on about {@code overlap} times. */
    public static PlantedCrowd of(int perRater, int overlap, long seed) {
        Random random = new Random(seed);
        int pairs = Math.max(1, RATERS * perRater / overlap);
        List<Double> leads = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            leads.add(LEAD_SPREAD * random.nextGaussian());
        }
        return of(leads, perRater, random);
    }

    /**
     * The same with pairs drawn for each rater, none twice, so that a pair may have no faulty rater or several, and more votes or fewer. In
     * {@link #of} each pair has about as many of the faulty ones as the next, and who is left out could be told from who is left.
     */
    public static PlantedCrowd drawn(int perRater, int overlap, long seed) {
        PlantedCrowd dealt = of(perRater, overlap, seed);
        Random random = new Random(~seed);
        List<Integer> all =
                IntStream.range(0, dealt.leads().size()).boxed().collect(Collectors.toCollection(ArrayList::new));
        List<Vote> votes = new ArrayList<>();
        for (int rater = 0; rater < RATERS; rater++) {
            double slope = 1 + SLOPE_SPREAD * random.nextGaussian();
            Collections.shuffle(all, random);
            for (int pair : all.subList(0, Math.min(perRater, all.size()))) {
                votes.add(vote(rater, pair, dealt.leads().get(pair), slope, random));
            }
        }
        return new PlantedCrowd(new Votes(RATERS, 2 * all.size(), votes), dealt.leads(), dealt.faulty());
    }

    /** The same raters on pairs of which it is known which answer is better: their first one, by as much as drawn. */
    public static PlantedCrowd ofKnown(int pairs, int perRater, long seed) {
        Random random = new Random(seed);
        List<Double> leads = new ArrayList<>();
        for (int pair = 0; pair < pairs; pair++) {
            leads.add(Math.abs(LEAD_SPREAD * random.nextGaussian()));
        }
        return of(leads, perRater, random);
    }

    private static PlantedCrowd of(List<Double> leads, int perRater, Random random) {
        int pairs = leads.size();
        List<Vote> votes = new ArrayList<>();
        List<Boolean> faulty = new ArrayList<>();
        List<Integer> deck = new ArrayList<>();
        for (int rater = 0; rater < RATERS; rater++) {
            double slope = 1 + SLOPE_SPREAD * random.nextGaussian();
            faulty.add(rater < FAULTY);
            for (int pair : hand(deck, pairs, perRater, random)) {
                votes.add(vote(rater, pair, leads.get(pair), slope, random));
            }
        }
        return new PlantedCrowd(new Votes(RATERS, 2 * pairs, votes), leads, faulty);
    }

    /** Pairs for one rater, none twice, dealt so that all pairs are voted on about as often. */
    private static List<Integer> hand(List<Integer> deck, int pairs, int size, Random random) {
        List<Integer> hand = new ArrayList<>();
        List<Integer> aside = new ArrayList<>();
        while (hand.size() < Math.min(size, pairs)) {
            if (deck.isEmpty()) {
                for (int pair = 0; pair < pairs; pair++) {
                    deck.add(pair);
                }
                Collections.shuffle(deck, random);
            }
            int next = deck.removeLast();
            (hand.contains(next) ? aside : hand).add(next);
        }
        deck.addAll(aside);
        return hand;
    }

    private static Vote vote(int rater, int pair, double lead, double slope, Random random) {
        boolean firstIsLeft = random.nextBoolean();
        double leftLead = firstIsLeft ? lead : -lead;
        double left;
        if (rater < RANDOM) {
            left = 0.5;
        } else if (rater < RANDOM + INVERTED) {
            left = Logistic.sigmoid(-leftLead);
        } else if (rater < FAULTY) {
            left = LEFT_SHARE;
        } else {
            left = Logistic.sigmoid(slope * leftLead);
        }
        Verdict verdict = random.nextDouble() < left ? Verdict.LEFT : Verdict.RIGHT;
        int first = 2 * pair;
        return firstIsLeft ? new Vote(rater, first, first + 1, verdict) : new Vote(rater, first + 1, first, verdict);
    }
}
