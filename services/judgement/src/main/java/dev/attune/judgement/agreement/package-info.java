/** How far people agree, and how sure that is. */
@org.jspecify.annotations.NullMarked
package dev.attune.judgement.agreement;
