/** Records that come in from the bus: each takes effect or is put aside. */
@NullMarked
package dev.attune.service.inbox;

import org.jspecify.annotations.NullMarked;
