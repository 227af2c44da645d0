/**
 * The pages of the auditor, who reads the trail and changes nothing. Opaque ids and staff numbers only. Nobody imports this
 * package.
 */
package net.korax.ams.web.auditor;
