/** The registry's use cases, each one transaction. */
@NullMarked
package dev.attune.registry.service;

import org.jspecify.annotations.NullMarked;
