/**
 * What stands between the product and its logs: the scrubber that masks card numbers, the lines of JSON, and the number of the request that
 * is served. Imports {@code shared} alone; of it pages import {@code RequestNumber}.
 */
package net.korax.ams.logging;
