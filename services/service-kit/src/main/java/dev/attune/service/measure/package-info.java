/** What every service measures of itself. */
@org.jspecify.annotations.NullMarked
package dev.attune.service.measure;
