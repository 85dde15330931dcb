"""Pages of privacy: what one agreed to, what is kept, and taking it away."""

from cocreate.privacy.views import consents, policy, taking
from cocreate.privacy.views.blueprint import bp

__all__ = ["bp", "consents", "policy", "taking"]
