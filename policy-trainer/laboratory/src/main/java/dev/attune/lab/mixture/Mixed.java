package dev.attune.lab.mixture;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import dev.attune.lab.task.Example;

/**
 * A mixture that has been drawn.
 *
 * @param tasks counts of each source by its name
 */
public record Mixed(List<MixedExample> examples, Map<String, Counts> tasks, List<String> notes) {

    /**
     * What a source gave.
     *
     * @param size texts that it has to give
     * @param rate its share by the rule
     * @param drawn lines
     * @param fewShot lines whose prompt shows examples
     * @param templates lines of each template, in order
     * @param overlaps texts left out because they stand in a task that is held out
     * @param repeats texts left out because they stand in an earlier task of the cluster
     */
    public record Counts(
            String cluster,
            int size,
            double rate,
            int drawn,
            int fewShot,
            List<Integer> templates,
            int overlaps,
            int repeats,
            int tooLong) {
        public Counts {
            templates = List.copyOf(templates);
        }
    }

    /** Reads and draws; the same mixture gives the same lines. */
    public static Mixed of(Mixture mixture) {
        MixtureData data = MixtureData.read(mixture);
        List<SourceData> sources = data.training();
        double[] rates = mixture.sampling()
                .rates(sources.stream()
                        .mapToInt(
                                one -> Math.min(one.train().size(), one.source().maximum()))
                        .toArray());
        int[] counts = Sampling.counts(rates, mixture.examples());
        List<MixedExample> examples = new ArrayList<>();
        Map<String, Counts> tasks = new LinkedHashMap<>();
        for (int i = 0; i < counts.length; i++) {
            SourceData source = sources.get(i);
            List<MixedExample> drawn = new Draw(mixture, source).draw(counts[i]);
            examples.addAll(drawn);
            tasks.put(source.source().name(), counts(source, rates[i], drawn));
        }
        Collections.shuffle(examples, new Random(mixture.seed()));
        return new Mixed(examples, tasks, data.notes());
    }

    private static Counts counts(SourceData source, double rate, List<MixedExample> drawn) {
        int[] templates = new int[source.source().templates().size()];
        drawn.forEach(example -> templates[example.template() - 1]++);
        return new Counts(
                source.source().cluster(),
                source.train().size(),
                rate,
                drawn.size(),
                (int) drawn.stream().filter(example -> example.shots() > 0).count(),
                Arrays.stream(templates).boxed().toList(),
                source.overlaps(),
                source.repeats(),
                source.tooLong());
    }

    /** The lines of one source: every example once before any comes again, then by another template. */
    private static final class Draw {
        private final Mixture mixture;
        private final Source source;
        private final List<Example> order;
        private final Random random;

        Draw(Mixture mixture, SourceData data) {
            this.mixture = mixture;
            this.source = data.source();
            this.random = new Random(mixture.seed() * 31 + source.name().hashCode());
            this.order = new ArrayList<>(data.train());
            Collections.shuffle(order, random);
        }

        List<MixedExample> draw(int count) {
            List<MixedExample> lines = new ArrayList<>();
            int templates = source.templates().size();
            for (int i = 0; i < count; i++) {
                int template = (i + i / order.size()) % templates;
                lines.add(line(order.get(i % order.size()), template));
            }
            return lines;
        }

        private MixedExample line(Example example, int template) {
            boolean few =
                    !source.free() && random.nextDouble() < mixture.fewShot().share();
            List<Example> shots =
                    few ? shots(example, 1 + random.nextInt(mixture.fewShot().most())) : List.of();
            return new MixedExample(
                    Asked.conversation(
                            source,
                            source.templates().get(template),
                            example,
                            shots,
                            random,
                            !mixture.shuffledLabels()),
                    source.name(),
                    source.cluster(),
                    template + 1,
                    shots.size(),
                    example.place());
        }

        private List<Example> shots(Example example, int count) {
            List<Example> shots = new ArrayList<>();
            while (shots.size() < Math.min(count, order.size() - 1)) {
                Example other = order.get(random.nextInt(order.size()));
                if (!other.equals(example) && !shots.contains(other)) {
                    shots.add(other);
                }
            }
            return shots;
        }
    }
}
