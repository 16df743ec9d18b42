/** Whether a model answers alike where it should, knows what it does not know, and treats people alike. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.reliability;
