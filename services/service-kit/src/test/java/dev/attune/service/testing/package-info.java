/** The platform around a service under test, and what every service's tests ask of it. */
@NullMarked
package dev.attune.service.testing;

import org.jspecify.annotations.NullMarked;
