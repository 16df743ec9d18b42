/** Tasks that a frozen model serves with prompts and adapters of their own, as people write them and services read them. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.task;
