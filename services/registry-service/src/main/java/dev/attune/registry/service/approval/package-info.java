/** People who decide on promotions. */
@org.jspecify.annotations.NullMarked
package dev.attune.registry.service.approval;
