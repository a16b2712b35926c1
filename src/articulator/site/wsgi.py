"""What a web server runs: `granian --interface wsgi articulator.site.wsgi:application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "articulator.site.settings")
application = get_wsgi_application()
