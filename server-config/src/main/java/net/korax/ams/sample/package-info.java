/**
 * Fills a house with as many sample customers as one likes. Rows are made by the product's own entities, sealed by its own keys, and written
 * by their mapping: what is made here is what the product would have written. The classes {@code Sample...} beside those of the product, in
 * packages of the same name, are the doors to what is nobody else's business; none of them ships in the EAR.
 */
package net.korax.ams.sample;
