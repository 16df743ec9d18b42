package dev.attune.judgement.raters;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import dev.attune.judgement.maths.PositiveMatrix;
import dev.attune.judgement.vote.Davidson;
import dev.attune.judgement.vote.Vote;
import dev.attune.judgement.vote.Votes;

/**
 * The log posterior of slopes, sides and worths, without normalising constants. A vote for the left answer has the advantage
 * m = a (s_left - s_right) + b, where a is the rater's slope and b the rater's side.
 */
final class Posterior {

    private final Votes votes;
    private final Layout layout;
    private final double worthPrecision;
    private final double[] means;
    private final double[] precisions;
    private final int[][] columns;

    Posterior(Votes votes, Priors priors) {
        this.votes = votes;
        this.layout = new Layout(priors, votes.raters(), votes.hasTies());
        this.worthPrecision = Layout.precision(priors.worth());
        this.means = layout.means();
        this.precisions = layout.precisions();
        this.columns = votes.islands().stream().map(this::columns).toArray(int[][]::new);
    }

    Layout layout() {
        return layout;
    }

    /** Every parameter at its prior's mean. */
    Point start() {
        double[][] worths = votes.islands().stream()
                .map(island -> new double[island.answers().size()])
                .toArray(double[][]::new);
        return new Point(worths, means.clone());
    }

    double value(Point at) {
        double sum = 0;
        for (int i = 0; i < at.worths().length; i++) {
            for (Vote vote : votes.islands().get(i).votes()) {
                sum += outcome(vote, at.worths()[i], at.shared()).log();
            }
            for (double worth : at.worths()[i]) {
                sum -= worthPrecision * worth * worth / 2;
            }
        }
        for (int p = 0; p < means.length; p++) {
            double away = at.shared()[p] - means[p];
            sum -= precisions[p] * away * away / 2;
        }
        return sum;
    }

    Point gradient(Point at) {
        double[][] worths = new double[at.worths().length][];
        double[] shared = new double[means.length];
        for (int p = 0; p < means.length; p++) {
            shared[p] = -precisions[p] * (at.shared()[p] - means[p]);
        }
        for (int i = 0; i < worths.length; i++) {
            double[] here = at.worths()[i];
            double[] sum =
                    Arrays.stream(here).map(worth -> -worthPrecision * worth).toArray();
            for (Vote vote : votes.islands().get(i).votes()) {
                Davidson outcome = outcome(vote, here, at.shared());
                double slope = layout.slope(vote.rater(), at.shared());
                sum[votes.placeOf(vote.left())] += slope * outcome.slope();
                sum[votes.placeOf(vote.right())] -= slope * outcome.slope();
                add(shared, layout.slope(vote.rater()), lead(vote, here) * outcome.slope());
                add(shared, layout.side(vote.rater()), outcome.slope());
                add(shared, layout.commonSide(), outcome.slope());
                add(shared, layout.ties(), outcome.tieSlope());
            }
            worths[i] = sum;
        }
        return new Point(worths, shared);
    }

    /**
     * The curvature at a point.
     *
     * @param exact with the term of the mixed derivative by worth and slope that vanishes on average; without it the curvature is positive
     *     definite everywhere
     */
    Optional<Arrow> curvature(Point at, boolean exact) {
        int size = means.length;
        double[] r = new double[size * size];
        for (int p = 0; p < size; p++) {
            r[p * size + p] = precisions[p];
        }
        List<Votes.Island> islands = votes.islands();
        Arrow.Tip[] tips = new Arrow.Tip[islands.size()];
        for (int i = 0; i < tips.length; i++) {
            IslandCurvature sums = new IslandCurvature(islands.get(i).answers().size(), columns[i], worthPrecision);
            for (Vote vote : islands.get(i).votes()) {
                Davidson outcome = outcome(vote, at.worths()[i], at.shared());
                sums.add(tangent(vote, at.worths()[i], at.shared()), outcome, exact ? outcome.slope() : 0);
            }
            sums.addSharedTo(r, size);
            Optional<PositiveMatrix> a = sums.answers();
            if (a.isEmpty()) {
                return Optional.empty();
            }
            tips[i] = new Arrow.Tip(a.get(), sums.cross(), columns[i]);
        }
        int[] sizes =
                islands.stream().mapToInt(island -> island.answers().size()).toArray();
        return Arrow.of(tips, sizes, r, size);
    }

    private Tangent tangent(Vote vote, double[] worths, double[] shared) {
        return new Tangent(
                votes.placeOf(vote.left()),
                votes.placeOf(vote.right()),
                layout.slope(vote.rater(), shared),
                lead(vote, worths),
                new int[] {layout.slope(vote.rater()), layout.side(vote.rater()), layout.commonSide(), layout.ties()});
    }

    private Davidson outcome(Vote vote, double[] worths, double[] shared) {
        double m = layout.slope(vote.rater(), shared) * lead(vote, worths) + layout.side(vote.rater(), shared);
        return Davidson.of(vote.verdict(), m, layout.logTies(shared));
    }

    private double lead(Vote vote, double[] worths) {
        return worths[votes.placeOf(vote.left())] - worths[votes.placeOf(vote.right())];
    }

    private int[] columns(Votes.Island island) {
        return island.votes().stream()
                .flatMapToInt(vote -> IntStream.of(
                        layout.slope(vote.rater()), layout.side(vote.rater()), layout.commonSide(), layout.ties()))
                .filter(place -> place != Layout.NONE)
                .distinct()
                .sorted()
                .toArray();
    }

    private static void add(double[] sums, int place, double value) {
        if (place != Layout.NONE) {
            sums[place] += value;
        }
    }
}
