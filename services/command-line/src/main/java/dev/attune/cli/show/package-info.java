/** What a training run left in its folder, for people: tables, sampled answers, curves. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.show;
