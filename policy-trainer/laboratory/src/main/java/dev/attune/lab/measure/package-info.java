/** What a measurement says and how sure it is: plain arrays in, numbers with intervals out. */
@org.jspecify.annotations.NullMarked
package dev.attune.lab.measure;
