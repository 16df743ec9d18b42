/** Models with an adapter, loaded for measurement. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.model;
