/** Commands that look after a home: backup, clean, what the bus lacks or refused, accounts. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.upkeep;
