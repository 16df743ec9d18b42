/** The settings of tuning on preferences without a reward model, from a file or online. */
@NullMarked
package dev.attune.contracts.settings.direct;

import org.jspecify.annotations.NullMarked;
