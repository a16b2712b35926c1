from tests.methods.record.conftest import files  # noqa: F401 - the small union as files
