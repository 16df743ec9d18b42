/** What is asked of the inference service and what it answers, without any framework. */
@org.jspecify.annotations.NullMarked
package dev.attune.inference;
