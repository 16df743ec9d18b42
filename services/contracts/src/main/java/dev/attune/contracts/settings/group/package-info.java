/** The settings of policy gradients that compare answers to one prompt: GRPO, Dr. GRPO, DAPO, RLOO. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.settings.group;
