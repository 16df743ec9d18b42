package dev.attune.lab.token;

import java.util.ArrayList;
import java.util.List;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import dev.attune.contracts.error.ErrorCategory;
import dev.attune.lab.model.MeasuredModel;
import dev.attune.lm.adapt.PromptAdapter;
import dev.attune.lm.layer.Adapter;
import dev.attune.lm.text.Tokenizer;
import dev.attune.lm.torch.Autograd;
import dev.attune.lm.torch.Dtype;

import static dev.attune.lm.torch.Operators.to;

/** A soft prompt read as tokens: for each of its vectors the nearest row of the embedding, by angle and by distance. */
public final class SoftReading {

    private final MeasuredModel model;
    private final List<Place> places;

    /**
     * One of the prompt's vectors.
     *
     * @param length its Euclidean length
     * @param byAngle the token of the greatest cosine
     * @param byDistance the token of the least Euclidean distance
     */
    public record Place(double length, Nearest byAngle, Nearest byDistance) {}

    /** @param value the cosine or the distance */
    public record Nearest(int token, String text, double value) {}

    private SoftReading(MeasuredModel model, List<Place> places) {
        this.model = model;
        this.places = List.copyOf(places);
    }

    /**
     * Reads the prompt of a model's adapter.
     *
     * @throws dev.attune.contracts.error.AttuneException {@code no-soft-prompt} where it is no soft prompt of one task
     */
    public static SoftReading of(MeasuredModel model) {
        if (!(model.adapter() instanceof PromptAdapter prompt)) {
            throw ErrorCategory.CALLER.error(
                    "no-soft-prompt",
                    "The adapter of " + model.name()
                            + " has no vectors before the text; give one of soft-prompt or p-tuning.");
        }
        try (NDManager step = model.model().newStep();
                var recording = Autograd.off()) {
            NDArray made = prompt.vectors(step);
            NDArray vectors = made.reshape(prompt.virtualTokens(), -1); // (P, H)
            return new SoftReading(model, places(model, step, vectors));
        }
    }

    private static List<Place> places(MeasuredModel model, NDManager step, NDArray vectors) {
        NDArray table = to(model.model().transformer().tokenEmbedding().forCompute(step), Dtype.FLOAT32); // (V, H)
        int size = (int) table.getShape().get(1);
        float[] rows = table.toFloatArray();
        float[] given = to(vectors, Dtype.FLOAT32).toFloatArray();
        Tokenizer tokenizer = model.model().tokenizer();
        List<Place> places = new ArrayList<>();
        for (int place = 0; place < given.length / size; place++) {
            places.add(place(rows, given, place * size, size, tokenizer));
        }
        return places;
    }

    private static Place place(float[] rows, float[] given, int from, int size, Tokenizer tokenizer) {
        double length = Math.sqrt(dot(given, from, given, from, size));
        int angle = 0;
        int distance = 0;
        double cosine = Double.NEGATIVE_INFINITY;
        double far = Double.POSITIVE_INFINITY;
        for (int token = 0; token < Math.min(rows.length / size, tokenizer.size()); token++) {
            double own = dot(rows, token * size, rows, token * size, size);
            double product = dot(rows, token * size, given, from, size);
            double like = own == 0 ? -1 : product / Math.sqrt(own) / Math.max(length, 1e-12);
            double apart = own + length * length - 2 * product;
            angle = like > cosine ? token : angle;
            cosine = Math.max(like, cosine);
            distance = apart < far ? token : distance;
            far = Math.min(apart, far);
        }
        return new Place(
                length,
                new Nearest(angle, text(tokenizer, angle), cosine),
                new Nearest(distance, text(tokenizer, distance), Math.sqrt(Math.max(0, far))));
    }

    private static String text(Tokenizer tokenizer, int token) {
        return tokenizer.decode(new int[] {token}, false);
    }

    private static double dot(float[] one, int from, float[] other, int otherFrom, int size) {
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += (double) one[from + i] * other[otherFrom + i];
        }
        return sum;
    }

    /** The prompt's places, in order. */
    public List<Place> places() {
        return places;
    }

    /** The tokens by angle, in order. */
    public int[] byAngle() {
        return places.stream().mapToInt(place -> place.byAngle().token()).toArray();
    }

    /** The tokens by distance, in order. */
    public int[] byDistance() {
        return places.stream().mapToInt(place -> place.byDistance().token()).toArray();
    }

    /** The model with the embeddings of tokens at the places of the prompt. */
    public MeasuredModel projected(String name, int[] tokens) {
        NDManager owner = model.model().manager().newSubManager();
        try (NDManager step = model.model().newStep();
                var recording = Autograd.off()) {
            NDArray table = to(model.model().transformer().tokenEmbedding().forCompute(step), Dtype.FLOAT32);
            long size = table.getShape().get(1);
            float[] values = new float[tokens.length * (int) size];
            for (int place = 0; place < tokens.length; place++) {
                float[] row = table.get(tokens[place]).toFloatArray();
                System.arraycopy(row, 0, values, place * (int) size, (int) size);
            }
            Adapter adapter = PromptAdapter.of(owner, owner.create(values, new Shape(tokens.length, size)));
            return new MeasuredModel(name, model.model(), adapter);
        }
    }

    /** The model without its prompt. */
    public MeasuredModel without() {
        return new MeasuredModel("without the prompt", model.model(), Adapter.NONE);
    }
}
