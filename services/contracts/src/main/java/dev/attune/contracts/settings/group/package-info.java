/** The settings of policy gradients that compare answers to one prompt: GRPO, Dr. GRPO, DAPO, RLOO. */
@NullMarked
package dev.attune.contracts.settings.group;

import org.jspecify.annotations.NullMarked;
