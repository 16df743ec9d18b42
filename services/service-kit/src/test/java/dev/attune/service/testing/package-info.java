/** The platform around a service under test, and what every service's tests ask of it. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.testing;
