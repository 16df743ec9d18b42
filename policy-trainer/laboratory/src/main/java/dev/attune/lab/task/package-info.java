/** Tasks: labels, templates, data of many forms, splits. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.task;
