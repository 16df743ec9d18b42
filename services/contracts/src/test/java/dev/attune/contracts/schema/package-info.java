/** The JSON Schemas and the AsyncAPI document, generated from the event records. */
@NullMarked
package dev.attune.contracts.schema;

import org.jspecify.annotations.NullMarked;
