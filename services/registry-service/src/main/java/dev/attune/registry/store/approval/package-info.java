/** What is remembered of decisions on promotions. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.store.approval;
