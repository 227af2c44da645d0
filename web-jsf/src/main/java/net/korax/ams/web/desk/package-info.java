/** Pages about oneself, for everybody who works here, whatever the role. */
package net.korax.ams.web.desk;
