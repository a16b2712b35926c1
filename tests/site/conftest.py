from tests.identity.conftest import federation  # noqa: F401 - Ada's federation
from tests.methods.record.conftest import files  # noqa: F401 - the small union as files
