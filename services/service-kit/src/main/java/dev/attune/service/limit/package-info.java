/** How many requests one caller may send. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.limit;
