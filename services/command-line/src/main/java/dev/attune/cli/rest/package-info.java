/** What the command line asks of the services over REST. */
@org.jspecify.annotations.NullMarked
package dev.attune.cli.rest;
