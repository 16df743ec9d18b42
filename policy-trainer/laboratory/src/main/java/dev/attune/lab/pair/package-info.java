/** Tasks as they are served: a model with prompts and adapters of a task's own. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.pair;
