"""What may be done to credits. The only writer of their tables."""

from cocreate.credits.actions.certify import issue_certificate, withdraw_certificates
from cocreate.credits.actions.derive import derive_credits

__all__ = ["derive_credits", "issue_certificate", "withdraw_certificates"]
