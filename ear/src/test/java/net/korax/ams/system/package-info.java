/**
 * System tests: the EAR that ships, on Payara Micro with PostgreSQL and a mail sink, used through a browser. One house and one
 * browser serve the whole run; a test makes its own account, so that no test waits for another.
 */
package net.korax.ams.system;
