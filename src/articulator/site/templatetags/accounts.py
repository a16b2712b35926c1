"""What the pages about one's own sign-in need beside the components."""

from django import template
from django.template import Context

from articulator.kernel.request import parsed
from articulator.site.accounts.devices import named

register = template.Library()
register.filter("device", named)


@register.simple_tag(takes_context=True)
def passkeys_work(context: Context) -> bool:
    """Browsers keep passkeys for names, over TLS; on one's own machine also for `localhost`."""
    request = context["request"]
    host = request.get_host().partition(":")[0]
    if host == "localhost" or host.endswith(".localhost"):
        return True
    return bool(request.is_secure()) and parsed(host) is None
