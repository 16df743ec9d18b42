/** What the command line asks of the services over REST. */
@NullMarked
package dev.attune.platform.rest;

import org.jspecify.annotations.NullMarked;
