/** The JSON Schemas and the AsyncAPI document, generated from the event records. */
@org.jspecify.annotations.NullMarked
package dev.attune.contracts.schema;
