/** Labels without an order, and who gives which for what. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.label;
