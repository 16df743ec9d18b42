/** Long lists in parts: where one ends, the next begins, whatever came in between. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.page;
