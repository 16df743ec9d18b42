/** What the command line asks of the services over REST. */
@NullMarked
package dev.attune.cli.rest;

import org.jspecify.annotations.NullMarked;
