/** The other rooms as processes: what each is started with. */
@org.jspecify.annotations.NullMarked
package dev.attune.platform.room;
