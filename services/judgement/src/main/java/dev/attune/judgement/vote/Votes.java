package dev.attune.judgement.vote;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All votes that are fitted together. Answers that no chain of comparisons joins are in different {@linkplain #islands() islands}: how
 * one stands beside the other is undefined, whatever number a prior would give.
 */
public final class Votes {

    private final List<Vote> all;
    private final int raters;
    private final int answers;
    private final int[] island;
    private final int[] place;
    private final List<Island> islands;

    /**
     * Answers that comparisons join.
     *
     * @param answers the numbers of the answers, in ascending order; an answer's index in it is its place
     * @param votes the votes between them
     */
    public record Island(List<Integer> answers, List<Vote> votes) {
        public Island {
            answers = List.copyOf(answers);
            votes = List.copyOf(votes);
        }
    }

    /**
     * Votes between answers 0 to answers-1 by raters 0 to raters-1.
     *
     * @throws IllegalArgumentException when a vote names another
     */
    public Votes(int raters, int answers, List<Vote> all) {
        for (Vote vote : all) {
            if (vote.rater() >= raters || vote.left() >= answers || vote.right() >= answers) {
                throw new IllegalArgumentException("A vote names a rater or an answer that is not there: " + vote);
            }
        }
        this.all = List.copyOf(all);
        this.raters = raters;
        this.answers = answers;
        this.island = new int[answers];
        this.place = new int[answers];
        this.islands = islandsOf(roots(answers, all));
    }

    public List<Vote> all() {
        return all;
    }

    public int raters() {
        return raters;
    }

    public int answers() {
        return answers;
    }

    public List<Island> islands() {
        return islands;
    }

    /** Which of the islands the answer is on. */
    public int islandOf(int answer) {
        return island[answer];
    }

    /** The answer's place on its island. */
    public int placeOf(int answer) {
        return place[answer];
    }

    /** Whether a chain of comparisons joins the two. */
    public boolean joined(int one, int other) {
        return island[one] == island[other];
    }

    public boolean hasTies() {
        return all.stream().anyMatch(vote -> vote.verdict() == Verdict.TIE);
    }

    /** How many votes each rater gave. */
    public int[] perRater() {
        int[] counts = new int[raters];
        all.forEach(vote -> counts[vote.rater()]++);
        return counts;
    }

    private static int[] roots(int answers, List<Vote> votes) {
        int[] parent = new int[answers];
        Arrays.setAll(parent, answer -> answer);
        for (Vote vote : votes) {
            parent[root(parent, vote.left())] = root(parent, vote.right());
        }
        int[] roots = new int[answers];
        Arrays.setAll(roots, answer -> root(parent, answer));
        return roots;
    }

    private static int root(int[] parent, int answer) {
        int at = answer;
        while (parent[at] != at) {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        return at;
    }

    private List<Island> islandsOf(int[] roots) {
        Map<Integer, Integer> numbers = new LinkedHashMap<>();
        List<List<Integer>> members = new ArrayList<>();
        for (int answer = 0; answer < answers; answer++) {
            island[answer] = numbers.computeIfAbsent(roots[answer], root -> numbers.size());
            if (island[answer] == members.size()) {
                members.add(new ArrayList<>());
            }
            place[answer] = members.get(island[answer]).size();
            members.get(island[answer]).add(answer);
        }
        List<List<Vote>> votes = new ArrayList<>();
        members.forEach(each -> votes.add(new ArrayList<>()));
        all.forEach(vote -> votes.get(island[vote.left()]).add(vote));
        List<Island> result = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            result.add(new Island(members.get(i), votes.get(i)));
        }
        return List.copyOf(result);
    }
}
