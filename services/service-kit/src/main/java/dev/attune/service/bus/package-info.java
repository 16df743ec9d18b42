/** How a service reaches the bus. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.bus;
