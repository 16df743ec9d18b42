/** Records that come in from the bus: each takes effect or is put aside. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.inbox;
