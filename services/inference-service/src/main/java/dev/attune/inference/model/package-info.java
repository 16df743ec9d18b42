/** Models in memory: loading, sharing a base among its adapters, and one generation at a time. */
@org.jspecify.annotations.NullMarked
package dev.attune.inference.model;
