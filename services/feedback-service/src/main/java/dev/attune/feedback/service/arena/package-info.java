/** Two checkpoints compared by people on held-out prompts, and what that came to. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.arena;
