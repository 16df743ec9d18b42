/** Who may be handed which item. */
@org.jspecify.annotations.NullMarked
package dev.attune.feedback.service.need;
