/** The settings of best-of-n and of tuning on the best answers. */
@NullMarked
package dev.attune.contracts.settings.bestof;

import org.jspecify.annotations.NullMarked;
