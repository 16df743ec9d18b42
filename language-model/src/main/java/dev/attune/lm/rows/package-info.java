@NullMarked
package dev.attune.lm.rows;

import org.jspecify.annotations.NullMarked;
