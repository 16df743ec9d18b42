/** Models in memory: loading, sharing a base among its adapters, and one generation at a time. */
@NullMarked
package dev.attune.inference.model;

import org.jspecify.annotations.NullMarked;
