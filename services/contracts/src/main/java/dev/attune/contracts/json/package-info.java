/** JSON as every room reads and writes it. */
@NullMarked
package dev.attune.contracts.json;

import org.jspecify.annotations.NullMarked;
