/** Tests of tasks' documents. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.task;
