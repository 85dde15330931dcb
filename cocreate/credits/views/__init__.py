"""Pages of credits: certificates, and who signs them."""

from cocreate.credits.views import certificates, issuer
from cocreate.credits.views.blueprint import bp

__all__ = ["bp", "certificates", "issuer"]
