/** Files of human preferences in the forms in which others publish them, read line by line. */
@NullMarked
package dev.attune.contracts.preference;

import org.jspecify.annotations.NullMarked;
