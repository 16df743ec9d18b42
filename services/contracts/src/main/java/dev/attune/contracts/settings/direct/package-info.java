/** The settings of tuning on preferences without a reward model, from a file or online. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.settings.direct;
