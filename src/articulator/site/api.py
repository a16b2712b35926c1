"""The read-only API: one router per feature, public data only, described at /api/docs."""

from importlib import import_module
from importlib.util import find_spec

from ninja import NinjaAPI

from articulator.identity.bodies import popolo
from articulator.site.features import SYSTEMS

api = NinjaAPI(
    title="Articulator",
    version="1",
    description="Public data of a democratic organisation: bodies, constitution, elections, draws.",
    docs_url=None,
)

for system in SYSTEMS:
    for feature in system.features:
        if find_spec(name := f"articulator.{system.key}.{feature}.api"):
            api.add_router(f"/{feature}", import_module(name).router)

api.add_router("/popolo", popolo.router)
