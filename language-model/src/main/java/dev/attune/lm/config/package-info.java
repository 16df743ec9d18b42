/** What a transformer is: sizes, architecture, names of its weights. */
@NullMarked
package dev.attune.lm.config;

import org.jspecify.annotations.NullMarked;
