/** The other rooms as processes: what each is started with. */
@NullMarked
package dev.attune.platform.room;

import org.jspecify.annotations.NullMarked;
