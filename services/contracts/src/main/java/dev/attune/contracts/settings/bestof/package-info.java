/** The settings of best-of-n and of tuning on the best answers. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.settings.bestof;
