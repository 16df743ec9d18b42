/** What happens in the process of one cell: train, measure, write down. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.cell;
