/**
 * What stands between the product and its logs: the scrubber that masks card numbers. Imports {@code shared} alone; nobody imports
 * it.
 */
package net.korax.ams.logging;
