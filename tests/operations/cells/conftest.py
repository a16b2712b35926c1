from tests.operations.campaigns.conftest import campaign, federation

__all__ = ["campaign", "federation"]
