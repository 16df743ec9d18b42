/** A comparison of methods: its plan, cell by cell, and what the cells came to. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.study;
