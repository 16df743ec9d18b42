package dev.attune.registry.rest.card;

import java.util.Map;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;

/**
 * What somebody states.
 *
 * @param statements text by field, such as {@code INTENDED_USES}; an empty text takes a statement back
 */
record Statements(@NotEmpty @Size(max = 50) Map<String, String> statements) {}
