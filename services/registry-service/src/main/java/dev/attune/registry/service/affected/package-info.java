/** What learnt from something that holds no more. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.service.affected;
