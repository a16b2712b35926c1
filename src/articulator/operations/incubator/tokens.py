"""The cookie in which a phone keeps the slip that was handed out at the door."""

from articulator.kernel.cookies import Cookie

SLIP = Cookie("slip", "/operations/incubator/", 12 * 3600)
