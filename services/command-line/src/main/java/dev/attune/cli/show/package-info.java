/** What a training run left in its folder, for people: tables, sampled answers, curves. */
@NullMarked
package dev.attune.cli.show;

import org.jspecify.annotations.NullMarked;
