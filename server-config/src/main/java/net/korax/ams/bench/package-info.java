/**
 * Measures the packaged EAR under load, beside what PostgreSQL alone does in the same minute, and writes down how they compare. Times belong
 * here and into no test.
 */
package net.korax.ams.bench;
