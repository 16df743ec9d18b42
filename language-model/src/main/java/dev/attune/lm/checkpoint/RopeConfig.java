package dev.attune.lm.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import dev.attune.lm.config.Architecture.Rotary;
import dev.attune.lm.config.RopeScaling;

/**
 * The rotary embedding in {@code config.json}: {@code rope_theta} and {@code rope_scaling}, or transformers 5's
 * {@code rope_parameters}, which holds both.
 */
final class RopeConfig {
    private RopeConfig() {}

    /**
     * Reads it.
     *
     * @param thetaName name of the base beside {@code rope_scaling}
     * @param shareName name of the share of a head that is turned, beside {@code rope_scaling}
     */
    static Rotary read(ConfigJson json, int headSize, int positions, String thetaName, String shareName, double share) {
        JsonNode nested = nested(json);
        double theta = json.real(nested, "rope_theta", json.real(thetaName, 10_000));
        double turned = json.real(nested, "partial_rotary_factor", json.real(shareName, share));
        int size = (int) (headSize * turned);
        if (size < 2 || size % 2 != 0) {
            throw new IllegalArgumentException("head_dim (" + headSize + ") with " + shareName + " " + turned
                    + " leaves no even number to turn for the rotary embedding.");
        }
        RopeScaling scaling = scaling(json, nested, positions);
        if (scaling instanceof RopeScaling.Factors(List<Double> factors) && factors.size() != size / 2) {
            throw new IllegalArgumentException("rope_scaling has " + factors.size() + " factors for the " + size / 2
                    + " wavelengths of the rotary embedding.");
        }
        return new Rotary(theta, size, scaling);
    }

    private static JsonNode nested(ConfigJson json) {
        // transformers 5 lets rope_scaling win where a file has both
        return json.has("rope_scaling") ? json.node("rope_scaling") : json.node("rope_parameters");
    }

    private static RopeScaling scaling(ConfigJson json, JsonNode nested, int positions) {
        String type = nested.hasNonNull("rope_type")
                ? nested.get("rope_type").asText()
                : nested.path("type").asText("default");
        double factor = json.real(nested, "factor", 1);
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "default" -> new RopeScaling.None();
            case "linear" -> new RopeScaling.Linear(factor);
            case "dynamic" -> new RopeScaling.Dynamic(factor, positions);
            case "llama3" ->
                new RopeScaling.Llama3(
                        factor, json.real(nested, "low_freq_factor", 1), json.real(nested, "high_freq_factor", 4), (int)
                                json.real(nested, "original_max_position_embeddings", positions));
            case "longrope" -> factors(json, nested);
            default -> throw json.unsupported("rope_scaling of type '" + type + "'");
        };
    }

    /** Longrope whose factors are the same for short texts and long ones; it is no other way of scaling then. */
    private static RopeScaling factors(ConfigJson json, JsonNode nested) {
        List<Double> factors = new ArrayList<>();
        nested.path("short_factor").forEach(factor -> factors.add(factor.asDouble()));
        json.refuse(
                !nested.path("short_factor").equals(nested.path("long_factor"))
                        || json.real(nested, "attention_factor", 0) != 1,
                "rope_scaling of type 'longrope' that depends on a text's length");
        return new RopeScaling.Factors(factors);
    }

    /** Positions that the model can be used with: linear and dynamic scaling stretch those that it first learned. */
    static int usable(int positions, RopeScaling scaling) {
        return switch (scaling) {
            case RopeScaling.None() -> positions;
            case RopeScaling.Llama3 ignored -> positions;
            case RopeScaling.Factors ignored -> positions;
            case RopeScaling.Linear(double factor) -> (int) Math.min(Integer.MAX_VALUE, positions * factor);
            case RopeScaling.Dynamic(double factor, int original) ->
                (int) Math.min(Integer.MAX_VALUE, original * factor);
        };
    }

    /** The reverse of {@link #usable}. */
    static int learned(int usable, RopeScaling scaling) {
        return switch (scaling) {
            case RopeScaling.None() -> usable;
            case RopeScaling.Llama3 ignored -> usable;
            case RopeScaling.Factors ignored -> usable;
            case RopeScaling.Linear(double factor) -> (int) Math.ceil(usable / factor);
            case RopeScaling.Dynamic dynamic -> dynamic.original();
        };
    }

    /** Writes the form that transformers 4 and 5 both read. */
    static void write(ObjectNode json, Rotary rotary, String thetaName) {
        json.put(thetaName, rotary.theta());
        switch (rotary.scaling()) {
            case RopeScaling.None() -> json.putNull("rope_scaling");
            case RopeScaling.Linear(double factor) -> scaling(json, "linear", factor);
            case RopeScaling.Dynamic(double factor, int ignored) -> scaling(json, "dynamic", factor);
            case RopeScaling.Factors(List<Double> factors) -> {
                ObjectNode scaling = scaling(json, "longrope", 1).put("attention_factor", 1.0);
                factors.forEach(scaling.putArray("short_factor")::add);
                factors.forEach(scaling.putArray("long_factor")::add);
                scaling.set("original_max_position_embeddings", json.path("max_position_embeddings"));
            }
            case RopeScaling.Llama3 llama3 ->
                scaling(json, "llama3", llama3.factor())
                        .put("low_freq_factor", llama3.low())
                        .put("high_freq_factor", llama3.high())
                        .put("original_max_position_embeddings", llama3.original());
        }
    }

    private static ObjectNode scaling(ObjectNode json, String type, double factor) {
        return json.putObject("rope_scaling").put("rope_type", type).put("factor", factor);
    }
}
